package dev.trunkline.load;

import dev.trunkline.load.Verdict.Equation;
import dev.trunkline.load.Verdict.Stage;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** E7: nothing waits for long anywhere on its way. */
public final class Promptness {

  /** A stage that restarts is behind for less. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private Promptness() {}

  /** How far each stage is behind, in the order of the way of an event. */
  public static List<Stage> stages(KafkaClients clients, Clock clock) {
    List<Stage> stages = new ArrayList<>();
    try (Admin admin = Admin.create(clients.common())) {
      Stages.of(admin)
          .forEach(
              (group, topics) -> {
                Behind behind = Behind.of(clients, admin, group, topics, clock);
                stages.add(new Stage(group, behind.records(), behind.oldest().toSeconds()));
              });
    }
    return stages;
  }

  /** Judges it. Pure. */
  static Equation judge(List<Stage> stages) {
    return new Equation(
        "E7",
        "no stage leaves anything waiting for five minutes",
        stages.size(),
        stages.stream()
            .filter(stage -> stage.oldestSeconds() > TOLERANCE.toSeconds())
            .map(
                stage ->
                    "stage %s has %d records to read, the oldest for %d s"
                        .formatted(stage.stage(), stage.records(), stage.oldestSeconds()))
            .toList());
  }
}
