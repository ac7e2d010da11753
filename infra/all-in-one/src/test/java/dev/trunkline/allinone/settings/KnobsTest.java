package dev.trunkline.allinone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Value;

/** What can be set is explained, where it is declared and nowhere else. */
class KnobsTest {

  private static final Class<?> APPLICATION = application();
  private static final Knobs KNOBS = Knobs.of(APPLICATION);

  /** Set by `up` for itself: nobody else's to set. */
  private static final Set<String> OWN = Set.of("trunkline.demo-sources");

  static Stream<Knob> knobs() {
    return KNOBS.all().stream();
  }

  @ParameterizedTest
  @MethodSource("knobs")
  void everyKnobIsExplained(Knob knob) {
    assertThat(knob.what()).as(knob.key()).isNotBlank().doesNotContain("{@");
    assertThat(knob.form()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("knobs")
  void everyKnobStandsOnItsPage(Knob knob) throws IOException {
    String page = Files.readString(Path.of("../..").resolve(knob.page()));
    String group = knob.key().substring(0, knob.key().lastIndexOf('.'));
    String name = knob.key().substring(knob.key().lastIndexOf('.') + 1);

    assertThat(page).containsPattern("`" + group + "[^`]*`");
    assertThat(page).as(knob.key()).containsPattern("[`.]" + name + "`");
  }

  @Test
  void manyAreFound() {
    assertThat(KNOBS.all()).hasSizeGreaterThan(40);
    assertThat(KNOBS.find("TRUNKLINE_GATEWAY_MAXBODY"))
        .hasValueSatisfying(
            knob -> {
              assertThat(knob.key()).isEqualTo("trunkline.gateway.max-body");
              assertThat(knob.standard()).isEqualTo("1MB");
              assertThat(knob.what()).startsWith("largest body that is taken");
              assertThat(knob.page()).isEqualTo("ingress-gateway/README.md");
            });
  }

  /** A value that is read past the records would be a knob that nobody explains. */
  @Test
  void nothingIsReadThatIsNoKnob() {
    List<String> read = new ArrayList<>();
    for (Class<?> configuration : Knobs.imported(APPLICATION)) {
      for (Method bean : configuration.getDeclaredMethods()) {
        for (Parameter parameter : bean.getParameters()) {
          Value value = parameter.getAnnotation(Value.class);
          if (value != null) {
            read.add(value.value().replaceAll("\\$\\{([^:}]*).*", "$1"));
          }
        }
      }
    }

    assertThat(read).isNotEmpty().allMatch(key -> OWN.contains(key) || KNOBS.find(key).isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "spring.datasource.password, true",
    "trunkline.operator.tokens, true",
    "trunkline.recordings.store.secret-key-variable, false",
    "trunkline.gateway.port, false"
  })
  void whatIsSecretIsKnown(String key, boolean secret) {
    assertThat(KNOBS.find(key).orElseThrow().isSecret()).isEqualTo(secret);
  }

  @Test
  void aRecordThatSaysNothingHasNoExplanation() {
    String source =
        """
        /**
         * Something.
         *
         * @param said what it is, {@code 1} to
         *     2
         */
        record Some(int said, int unsaid) {
          /** Nothing of its own. */
          record Inner(int more) {}
        }
        """;

    assertThat(Declared.in(source, "Some"))
        .containsOnlyKeys("said")
        .containsValue("what it is, 1 to 2");
    assertThat(Declared.in(source, "Inner")).isEmpty();
  }

  private static Class<?> application() {
    try {
      return Class.forName("dev.trunkline.allinone.StageConfiguration");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
