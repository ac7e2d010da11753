package dev.trunkline.allinone;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The knobs of what is loaded while everything runs.
 *
 * @param archive directory that keeps every definition that was in force
 * @param lookEvery how often the vendors' directory and the sources file are looked at, 100 ms to 1
 *     minute
 */
@ConfigurationProperties("trunkline.definitions")
record DefinitionSettings(Path archive, @DefaultValue("1s") Duration lookEvery) {

  DefinitionSettings {
    if (lookEvery.toMillis() < 100 || lookEvery.toMillis() > 60_000) {
      throw new IllegalArgumentException(
          "trunkline.definitions.look-every is %s, not within 100ms to 1m".formatted(lookEvery));
    }
  }
}
