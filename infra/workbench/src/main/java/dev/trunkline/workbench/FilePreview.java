package dev.trunkline.workbench;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.vendors.Translation;
import dev.trunkline.vendors.Translator;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a file's deliveries would mean, counted while they go by: nothing of them is kept. */
final class FilePreview {

  private static final int REASONS = 10;
  private static final int MOST_REASONS = 1_000;

  private final Translator translator;
  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Long> ignored = new TreeMap<>();
  private final Map<String, Long> rejected = new TreeMap<>();
  private @Nullable Instant first;
  private @Nullable Instant last;

  FilePreview(Translator translator) {
    this.translator = translator;
  }

  /** Reads one delivery as the normalizer would. */
  void add(Delivery delivery) {
    for (Translation.Element element : translator.translate(delivery).elements()) {
      switch (element) {
        case Translation.Element.Understood understood -> understood.events().forEach(this::add);
        case Translation.Element.Ignored nothing -> count(ignored, nothing.reason());
        case Translation.Element.Rejected broken -> count(rejected, broken.reason());
      }
    }
  }

  private void add(CanonicalEvent event) {
    count(events, event.eventType().wire());
    Instant started = event instanceof CallEvent call ? call.startedAt() : null;
    if (started != null) {
      first = first == null || started.isBefore(first) ? started : first;
      last = last == null || started.isAfter(last) ? started : last;
    }
  }

  /** Counts, and keeps no endless list of reasons. */
  private static void count(Map<String, Long> counts, String word) {
    counts.merge(
        counts.size() < MOST_REASONS || counts.containsKey(word) ? word : "others", 1L, Long::sum);
  }

  /** Events by type. */
  Map<String, Long> events() {
    return new TreeMap<>(events);
  }

  /** Elements that tell of nothing, by the ten most frequent reasons. */
  Map<String, Long> ignored() {
    return most(ignored);
  }

  /** Elements that cannot be read, by the ten most frequent reasons. */
  Map<String, Long> rejected() {
    return most(rejected);
  }

  /** When the earliest call began; null: none says it. */
  @Nullable Instant first() {
    return first;
  }

  /** When the latest call began; null: none says it. */
  @Nullable Instant last() {
    return last;
  }

  private static Map<String, Long> most(Map<String, Long> counts) {
    Map<String, Long> most = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(REASONS)
        .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
    return most;
  }
}
