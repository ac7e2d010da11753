package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.plumbing.assertion.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesProbesTest {

  private static final String FILE =
      """
      sources:
        - {id: good, vendor: knowrithm, secrets: ["${GOOD}"]}
        - {id: weak, vendor: knowrithm, secrets: ["${WEAK}"], path: /weak}
        - {id: unset, vendor: knowrithm, secrets: ["${UNSET}"], path: /unset}
        - {id: open, vendor: onecom, zone: Asia/Jerusalem, allow_unsigned: true}
      """;

  private static final Map<String, String> ENVIRONMENT =
      Map.of("GOOD", "f1a3c5e7092b4d6f8a0c", "WEAK", "abcabcabcabcabcabcabc");

  @Test
  void demoSourcesAreWell() throws Exception {
    assertThat(Judged.by(SourcesProbes.ALL, new SourcesLook(null, null, ENVIRONMENT::get).facts()))
        .isEmpty();
  }

  @Test
  void whatIsWrongWithAFileIsNamedAndNoSecretShown(@TempDir Path folder) throws Exception {
    // given
    Path file = Files.writeString(folder.resolve("sources.yaml"), FILE);

    // when
    Map<String, List<Finding>> ill =
        Judged.by(SourcesProbes.ALL, new SourcesLook(file, null, ENVIRONMENT::get).facts());

    // then
    assertThat(ill).containsOnlyKeys("file", "warnings", "secrets");
    assertThat(ill.get("file"))
        .singleElement()
        .extracting(Finding::what)
        .asString()
        .contains("unset", "UNSET is not set");
    assertThat(ill.get("warnings"))
        .singleElement()
        .extracting(Finding::what)
        .asString()
        .contains("open");
    assertThat(ill.get("secrets"))
        .singleElement()
        .extracting(Finding::what)
        .isEqualTo("secret WEAK of source weak has 21 characters, 3 different ones");
    assertThat(ill.toString()).doesNotContain(ENVIRONMENT.values());
  }
}
