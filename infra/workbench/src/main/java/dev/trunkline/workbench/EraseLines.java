package dev.trunkline.workbench;

import dev.trunkline.store.Erased;
import dev.trunkline.store.ErasurePlan;
import dev.trunkline.store.ErasureReceipt;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An erasure as people and scripts are told of it; who it is about is never repeated. */
final class EraseLines {

  private EraseLines() {}

  static void plan(ErasurePlan plan, List<TopicMemory> topics, PrintStream out) {
    ErasurePlan.Rows rows = plan.rows();
    out.printf(
        "%,d persons, by %,d phones, %,d addresses and %,d vendors' ids%n",
        rows.leads(),
        plan.subject().phones().size(),
        plan.subject().emails().size(),
        plan.subject().leads().size());
    out.printf(
        "%,d calls, %,d conversations, %,d recordings with %,d files%n",
        rows.calls(), rows.conversations(), rows.recordings(), rows.files());
    out.printf(
        "%,d elements of deliveries, %,d payloads, %,d dead letters, %,d events of others that name the person aside%n",
        plan.elements(), plan.payloads(), plan.letters(), plan.extras());
    topics(topics, out);
  }

  /** Until when Kafka remembers; what keeps longer than stated by name. */
  static void topics(List<TopicMemory> topics, PrintStream out) {
    if (topics.isEmpty()) {
      return;
    }
    TopicMemory last = topics.getLast();
    out.printf(
        "Kafka's topics forget by themselves: the first by %s, the last, %s, %s%n",
        day(topics.getFirst()), last.topic(), last.gone() == null ? "never" : "by " + day(last));
    for (TopicMemory topic : topics) {
      if (topic.longer()) {
        out.printf(
            "warning: topic %s keeps %s, longer than stated; lower its retention.ms%n",
            topic.topic(), topic.kept() == null ? "for ever" : topic.kept().toDays() + " days");
      }
    }
  }

  static void receipt(ErasureReceipt receipt, PrintStream out) {
    Erased erased = receipt.erased();
    out.printf(
        "%s  %-10s asked %s by %s: %s%n  %,d events, %,d payloads, %,d dead letters, %,d asides; %s%n",
        receipt.erasureId(),
        receipt.finishedAt() == null ? "unfinished" : "finished",
        receipt.askedAt(),
        receipt.by(),
        receipt.why(),
        erased.events(),
        erased.payloads(),
        erased.letters(),
        erased.extras(),
        receipt.keptAway() == 0
            ? "nothing keeps the person away"
            : "%,d hashed names keep the person away".formatted(receipt.keptAway()));
  }

  static Map<String, Object> json(ErasurePlan plan, List<TopicMemory> topics) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("leads", plan.rows().leads());
    json.put("calls", plan.rows().calls());
    json.put("conversations", plan.rows().conversations());
    json.put("recordings", plan.rows().recordings());
    json.put("files", plan.rows().files());
    json.put("elements", plan.elements());
    json.put("payloads", plan.payloads());
    json.put("dead_letters", plan.letters());
    json.put("asides", plan.extras());
    json.put("topics", json(topics));
    return json;
  }

  static List<Map<String, Object>> json(List<TopicMemory> topics) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (TopicMemory topic : topics) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("topic", topic.topic());
      json.put("gone_by", topic.gone() == null ? null : topic.gone().toString());
      json.put("longer_than_stated", topic.longer());
      all.add(json);
    }
    return all;
  }

  static Map<String, Object> json(ErasureReceipt receipt) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("erasure_id", receipt.erasureId());
    json.put("asked_at", receipt.askedAt().toString());
    json.put("by", receipt.by());
    json.put("reason", receipt.why());
    json.put("events", receipt.erased().events());
    json.put("payloads", receipt.erased().payloads());
    json.put("dead_letters", receipt.erased().letters());
    json.put("asides", receipt.erased().extras());
    json.put("kept_away_by", receipt.keptAway());
    json.put("finished_at", receipt.finishedAt() == null ? null : receipt.finishedAt().toString());
    return json;
  }

  private static String day(TopicMemory topic) {
    return topic.gone() == null
        ? "never"
        : topic.gone().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
