package dev.trunkline.allinone;

import dev.trunkline.allinone.doctor.Told;
import dev.trunkline.allinone.settings.Effective;
import dev.trunkline.allinone.settings.Knobs;
import java.util.HashMap;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** Settings as an {@code up} with these options would find them in this environment. */
final class Configured {

  private Configured() {}

  static Knobs knobs() {
    return Knobs.of(StageConfiguration.class);
  }

  /** What a doctor must know. */
  static Told told(boolean up) {
    Effective now =
        up
            ? now(new InstallationOptions(), System.getenv())
            : Effective.of(Map.of(), Map.of(), System.getenv());
    return new Told(
        now.get("trunkline.kafka.replication", Short.class, (short) 3),
        now.get("trunkline.writer.accept-lost-commits", Boolean.class, false),
        now.get("trunkline.gateway.journal.room", DataSize.class, DataSize.ofGigabytes(4)),
        now.get("trunkline.gateway.journal.reserve", DataSize.class, DataSize.ofMegabytes(256)),
        Map.of("settings", now.settings(knobs())));
  }

  static Effective now(InstallationOptions options, Map<String, String> variables) {
    Map<String, Object> decided = new HashMap<>(Decided.by(options));
    decided.put("trunkline.gateway.port", 8080);
    decided.put("spring.kafka.bootstrap-servers", "(of its own broker)");
    decided.put("spring.datasource.url", "(of its own database)");
    decided.put("spring.datasource.username", "(of its own database)");
    decided.put("spring.datasource.password", "(of its own database)");
    return Effective.of(
        options.gatewayPort == null
            ? Map.of()
            : Map.of("trunkline.gateway.port", options.gatewayPort),
        decided,
        variables);
  }
}
