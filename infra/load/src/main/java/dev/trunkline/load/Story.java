package dev.trunkline.load;

import dev.trunkline.canonical.ActivityEvent;
import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.ConversationEvent;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.LeadEvent;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Requirement;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Translation;
import dev.trunkline.vendors.Translator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's sample at one source's door, ready to be sent as it is or told anew about somebody
 * else.
 *
 * @param ids what the sample names: calls, leads, conversations, recordings; longest first
 */
public record Story(Door door, Sample sample, List<String> ids) {

  /** A shorter id may be a part of a time or a number: it cannot be found in a text. */
  private static final int SHORTEST = 5;

  /** Copies the list. */
  public Story {
    ids = List.copyOf(ids);
  }

  /** The sample at this door; its ids are found by reading it. */
  public static Story of(Door door, Sample sample, Source source, Translator translator) {
    Set<String> ids = new LinkedHashSet<>();
    Translation meaning =
        translator.translate(sample.delivery(DeliveryIds.next(), source.id(), Instant.EPOCH));
    for (Translation.Element element : meaning.elements()) {
      if (element instanceof Translation.Element.Understood understood) {
        understood.events().forEach(event -> named(event).forEach(ids::add));
      }
    }
    return new Story(
        door,
        sample,
        ids.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList());
  }

  /** Whether the door takes it: some vendors want to be told at once what a delivery lacks. */
  public boolean isTaken() {
    Requirement requirement = door.terms().requirement();
    return requirement == null
        || requirement.judge(sample.delivery(DeliveryIds.next(), door.source(), Instant.EPOCH))
            == Requirement.Finding.MET;
  }

  /** The request exactly as the sample has it. */
  public Post asTold() {
    return new Post(sample.method(), sample.query(), sample.contentType(), sample.body());
  }

  /** The same story about another call or lead: every id ends in this number. */
  public Post anew(int number) {
    String query = sample.query();
    return new Post(
        sample.method(),
        query == null ? null : renumbered(query, number),
        sample.contentType(),
        renumbered(new String(sample.body(), StandardCharsets.UTF_8), number)
            .getBytes(StandardCharsets.UTF_8));
  }

  private String renumbered(String text, int number) {
    String renumbered = text;
    for (String id : ids) {
      renumbered = renumbered.replace(id, id + "%04d".formatted(number));
    }
    return renumbered;
  }

  private static List<String> named(CanonicalEvent event) {
    List<String> named = new ArrayList<>();
    switch (event) {
      case CallEvent call -> add(named, call.vendorCallId());
      case LeadEvent lead -> add(named, lead.vendorLeadId());
      case ConversationEvent conversation -> {
        add(named, conversation.conversationId());
        add(named, conversation.messageId());
      }
      case ActivityEvent activity -> add(named, activity.subjectId());
      case RecordingEvent recording -> {
        add(named, recording.vendorCallId());
        add(named, recording.vendorRecordingId());
      }
    }
    return named;
  }

  private static void add(List<String> named, @Nullable String id) {
    if (id != null && id.length() >= SHORTEST) {
      named.add(id);
    }
  }
}
