package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.CallStatus;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.LeadEvent;
import dev.trunkline.canonical.PullCounts;
import dev.trunkline.vendors.Subject;
import dev.trunkline.vendors.Translation;
import dev.trunkline.vendors.Translation.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A vendor's list of a slice of time, gathered part by part, against our rows. */
final class Differences {

  private static final int AT_ONCE = 1_000;

  /** A call that is still going on is on no list yet. */
  private static final Set<CallStatus> OPEN =
      EnumSet.of(CallStatus.RINGING, CallStatus.IN_PROGRESS, CallStatus.UNKNOWN);

  private final String source;
  private final Subject subject;
  private final Instant from;
  private final Instant until;
  private final Map<String, Listed> listed = new LinkedHashMap<>();

  Differences(String source, Subject subject, Step step) {
    this.source = source;
    this.subject = subject;
    this.from = step.from();
    this.until = step.until();
  }

  /**
   * What a part tells; of an entry that stands twice the later one counts.
   *
   * @param created when each of its rows came to be, if the vendor says so
   */
  void add(int part, Translation translation, List<@Nullable Instant> created) {
    List<Element> elements = translation.elements();
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof Element.Understood(var events, var requests)) {
        Instant row = i < created.size() ? created.get(i) : null;
        events.forEach(event -> add(part, event, row));
      }
    }
  }

  private void add(int part, CanonicalEvent event, @Nullable Instant created) {
    String id =
        switch (subject) {
          case CALLS -> event instanceof CallEvent call && inSlice(call) ? call.callId() : null;
          case LEADS ->
              event instanceof LeadEvent lead && (created == null || inSlice(created))
                  ? lead.vendorLeadId()
                  : null;
          case RECORDINGS -> null;
        };
    if (id != null) {
      listed.put(id, new Listed(id, event, part));
    }
  }

  /** Whole days are listed where a part of them is asked for. */
  private boolean inSlice(CallEvent call) {
    return inSlice(call.startedAt() == null ? call.occurredAt() : call.startedAt());
  }

  /** Of leads all is listed that came to be since: also what came after the slice. */
  private boolean inSlice(Instant began) {
    return !began.isBefore(from) && began.isBefore(until);
  }

  /** Asks for our rows and compares. Erased persons are neither listed nor missing. */
  Found against(KnownRows rows) {
    leaveOutErased(rows);
    EnumMap<Comparison.Finding, Long> findings = new EnumMap<>(Comparison.Finding.class);
    Set<Integer> news = new TreeSet<>();
    List<Listed> all = new ArrayList<>(listed.values());
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      List<Listed> some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
      List<String> ids = some.stream().map(Listed::id).toList();
      Map<String, List<ObjectNode>> statements =
          subject == Subject.CALLS ? rows.callStatements(ids) : rows.leadStatements(source, ids);
      Map<String, ObjectNode> folded =
          subject == Subject.CALLS ? rows.calls(ids) : rows.leads(source, ids);
      for (Listed entry : some) {
        Comparison.Finding finding =
            Comparison.of(
                entry, statements.getOrDefault(entry.id(), List.of()), folded.get(entry.id()));
        findings.merge(finding, 1L, Long::sum);
        if (finding == Comparison.Finding.MISSING || finding == Comparison.Finding.DIFFERS) {
          news.add(entry.part());
        }
      }
    }
    return new Found(
        all.size(),
        findings.getOrDefault(Comparison.Finding.MISSING, 0L),
        findings.getOrDefault(Comparison.Finding.DIFFERS, 0L),
        findings.getOrDefault(Comparison.Finding.CONTRADICTED, 0L),
        extra(rows),
        news);
  }

  private void leaveOutErased(KnownRows rows) {
    List<Listed> all = List.copyOf(listed.values());
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      List<Listed> some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
      Set<String> away = rows.keptAway(some.stream().map(Listed::event).toList());
      some.stream()
          .filter(entry -> away.contains(entry.event().eventId()))
          .forEach(entry -> listed.remove(entry.id()));
    }
  }

  /** Finished calls of ours that the vendor does not list. */
  private long extra(KnownRows rows) {
    if (subject != Subject.CALLS) {
      return 0;
    }
    List<String> unlisted =
        rows.callsBetween(source, from, until).stream()
            .filter(id -> !listed.containsKey(id))
            .toList();
    long extra = 0;
    for (int i = 0; i < unlisted.size(); i += AT_ONCE) {
      List<String> some = unlisted.subList(i, Math.min(unlisted.size(), i + AT_ONCE));
      extra += rows.calls(some).values().stream().filter(row -> !isOpen(row)).count();
    }
    return extra;
  }

  private static boolean isOpen(ObjectNode row) {
    String status = row.path("status").asString("");
    return OPEN.stream().anyMatch(open -> open.wire().equals(status)) || status.isEmpty();
  }

  /**
   * What a comparison found.
   *
   * @param news parts that hold what is missing or differs
   */
  record Found(
      long listed, long missing, long differing, long contradicted, long extra, Set<Integer> news) {

    /** As counts, with what it took. */
    PullCounts counts(long requests, long pages, long rows) {
      return new PullCounts(
          requests, pages, rows, 0, 0, listed, missing, differing, contradicted, extra, 0);
    }
  }
}
