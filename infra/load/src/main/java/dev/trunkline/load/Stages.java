package dev.trunkline.load;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Which consumer group reads which topics, in the order of the way of an event. */
public final class Stages {

  private Stages() {}

  /** Topics by group; a stage stands before the one that reads what it writes. */
  public static Map<String, List<String>> of(Admin admin) {
    List<String> raw = RawTopics.of(admin);
    List<String> canonical =
        new ArrayList<>(Arrays.stream(EventKind.values()).map(EventKind::topic).toList());
    canonical.addAll(List.of(Topics.FATES.name(), Topics.RECONCILED.name()));
    Map<String, List<String>> stages = new LinkedHashMap<>();
    stages.put("normalizer", raw);
    stages.put("normalizer-replay", List.of(Topics.REPLAY.name()));
    stages.put("pulls", List.of(Topics.PULLS_ASKED.name()));
    stages.put("recordings", List.of(Topics.RECORDINGS_WANTED.name()));
    stages.put("lead-writer", canonical);
    stages.put("lead-writer-payloads", raw);
    stages.put(
        "lead-writer-dead-letters",
        List.of(
            Topics.DEAD_NORMALIZER.name(),
            Topics.DEAD_WRITER.name(),
            Topics.DEAD_RECORDINGS.name()));
    return stages;
  }
}
