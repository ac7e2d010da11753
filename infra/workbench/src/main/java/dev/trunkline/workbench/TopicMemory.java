package dev.trunkline.workbench;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.plumbing.KafkaSurvey;
import dev.trunkline.plumbing.TopicFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * When a topic has forgotten what it holds today.
 *
 * @param kept how long it keeps records; null: for ever
 * @param longer whether that is longer than the contract states
 * @param gone the latest moment by which they are gone; null: never
 */
record TopicMemory(String topic, @Nullable Duration kept, boolean longer, @Nullable Instant gone) {

  /** What does not name anybody. */
  private static final Set<String> IMPERSONAL =
      Set.of(
          Topics.FATES.name(),
          Topics.PULLS_ASKED.name(),
          Topics.PULLS_JOBS.name(),
          Topics.RECONCILED.name());

  /** Of all topics that may hold a person, the most forgetful first. */
  static List<TopicMemory> all(KafkaClients clients, Collection<String> vendors, Instant now) {
    List<Topic> topics = new ArrayList<>(Topics.all(vendors));
    topics.removeIf(topic -> IMPERSONAL.contains(topic.name()));
    try (Admin admin = Admin.create(clients.common())) {
      var found = new KafkaSurvey(admin).all(topics).topics();
      return topics.stream()
          .filter(topic -> found.containsKey(topic.name()))
          .map(topic -> of(topic, found.get(topic.name()), now))
          .sorted(
              Comparator.comparing(
                  TopicMemory::gone, Comparator.nullsLast(Comparator.naturalOrder())))
          .toList();
    }
  }

  /** A record goes with its segment: the segment's last record must be old enough. */
  static TopicMemory of(Topic topic, @Nullable TopicFacts facts, Instant now) {
    long kept = number(facts, "retention.ms", topic.retention().toMillis());
    if (kept < 0) {
      return new TopicMemory(topic.name(), null, true, null);
    }
    long segment = number(facts, "segment.ms", Duration.ofDays(7).toMillis());
    return new TopicMemory(
        topic.name(),
        Duration.ofMillis(kept),
        kept > topic.retention().toMillis(),
        now.plusMillis(kept).plusMillis(segment));
  }

  private static long number(@Nullable TopicFacts facts, String setting, long otherwise) {
    String text = facts == null ? null : facts.config().get(setting);
    return text == null ? otherwise : Long.parseLong(text);
  }
}
