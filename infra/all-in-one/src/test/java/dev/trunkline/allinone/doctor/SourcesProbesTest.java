package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.plumbing.assertion.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2027-01-10T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void demoSourcesAreWell() throws Exception {
    assertThat(
            Judged.by(
                SourcesProbes.ALL, new SourcesLook(null, null, ENVIRONMENT::get, NOW).facts()))
        .isEmpty();
  }

  @Test
  void whatIsWrongWithAFileIsNamedAndNoSecretShown(@TempDir Path folder) throws Exception {
    // given
    Path file = Files.writeString(folder.resolve("sources.yaml"), FILE);

    // when
    Map<String, List<Finding>> ill =
        Judged.by(SourcesProbes.ALL, new SourcesLook(file, null, ENVIRONMENT::get, NOW).facts());

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

  @Test
  void secretsThatAreOverOrEndBeforeAnotherBeginsAreNamed(@TempDir Path folder) throws Exception {
    // given
    Path file =
        Files.writeString(
            folder.resolve("sources.yaml"),
            """
            sources:
              - id: changed
                vendor: knowrithm
                path: /changed
                secrets:
                  - {secret: "${OLD}", not_after: "2027-01-09T00:00:00Z"}
                  - {secret: "${NEXT}", not_before: "2027-01-08T00:00:00Z", not_after: "2027-01-17T11:00:00Z"}
                  - {secret: "${LATER}", not_before: "2027-01-17T00:00:00Z"}
              - id: late
                vendor: knowrithm
                path: /late
                secrets:
                  - {secret: "${OLD}", not_after: "2027-01-10T11:59:59Z"}
                  - {secret: "${LATER}", not_before: "2027-01-11T00:00:00Z"}
              - id: last
                vendor: convoso
                secrets: [{secret: "${NEXT}", not_after: "2027-01-17T11:00:00Z"}]
              - id: far
                vendor: knowrithm
                path: /far
                secrets: [{secret: "${NEXT}", not_after: "2027-01-17T13:00:00Z"}]
            """);
    Map<String, String> secrets =
        Map.of(
            "OLD", "f1a3c5e7092b4d6f8a0c-old",
            "NEXT", "f1a3c5e7092b4d6f8a0c-next",
            "LATER", "f1a3c5e7092b4d6f8a0c-later");

    // when
    SourcesFacts facts = new SourcesLook(file, null, secrets::get, NOW).facts();
    Map<String, List<Finding>> ill = Judged.by(SourcesProbes.ALL, facts);

    // then
    assertThat(ill).containsOnlyKeys("secret-lives");
    assertThat(ill.get("secret-lives"))
        .extracting(Finding::what)
        .containsExactly(
            "secret OLD of source changed is over since 2027-01-09T00:00:00Z",
            "secret OLD of source late is over since 2027-01-10T11:59:59Z, and none followed it",
            "secret NEXT of source last ends at 2027-01-17T11:00:00Z, and none follows it");
    assertThat(SecretLives.judge(facts).found())
        .isEqualTo(
            "5 with an end; LATER of source changed begins at 2027-01-17T00:00:00Z;"
                + " LATER of source late begins at 2027-01-11T00:00:00Z");
    assertThat(ill.toString()).doesNotContain(secrets.values());
  }
}
