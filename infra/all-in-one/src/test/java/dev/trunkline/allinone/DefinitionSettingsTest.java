package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DefinitionSettingsTest {

  @Test
  void itLooksOnceASecondUnlessToldOtherwise() {
    assertThat(bound(Map.of("trunkline.definitions.archive", "kept")))
        .isEqualTo(new DefinitionSettings(Path.of("kept"), Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"99ms", "61s", "0s"})
  void howOftenItLooksIsBounded(String every) {
    assertThatThrownBy(
            () ->
                bound(
                    Map.of(
                        "trunkline.definitions.archive",
                        "kept",
                        "trunkline.definitions.look-every",
                        every)))
        .rootCause()
        .hasMessageContaining("trunkline.definitions.look-every is")
        .hasMessageContaining("not within 100ms to 1m");
  }

  private static DefinitionSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind("trunkline.definitions", DefinitionSettings.class)
        .get();
  }
}
