package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.gateway.OperatorTokens;
import dev.trunkline.gateway.pull.PullAsks;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * What operators ask of source {@code elsewhere}, which can be asked by what this test has in
 * force, and is not configured by what the installation has: its pull side ends such a job at once,
 * and says so.
 */
class AdminPullsTest {

  private static final String TOKEN = "operator-of-the-tests";
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
  private static final String DAY = "\"from\":\"2026-02-10\",\"to\":\"2026-02-10\"";
  private static final KafkaClients KAFKA =
      new KafkaClients(OneInstallation.shared().installation.address().kafka());
  private static final PullAsks ASKS = new PullAsks(KAFKA);

  private final PullStates states = new PullStates(KAFKA);
  private final AdminPulls admin =
      new AdminPulls(
          OperatorTokens.of(List.of(TOKEN)),
          new InForce(definitions()),
          ASKS,
          states,
          Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterAll
  static void close() {
    ASKS.close();
  }

  @ParameterizedTest
  @CsvSource({
    "sync,'',FETCH",
    "sync,',\"dry_run\":true',COUNT",
    "reconcile,'',COMPARE",
    "reconcile,',\"apply\":true',RECONCILE",
  })
  void whatIsAskedBecomesAJobThatIsShown(String what, String more, PullJob.Kind kind)
      throws IOException {
    ResponseEntity<?> answer = ask(what, "{\"api\":\"log\"," + DAY + more + "}");

    assertThat(answer.getStatusCode().value()).isEqualTo(202);
    Map<?, ?> told = (Map<?, ?>) answer.getBody();
    String id = String.valueOf(told.get("job"));
    assertThat(told.get("from")).isEqualTo("2026-02-10T08:00:00Z");
    assertThat(told.get("to")).isEqualTo("2026-02-11T08:00:00Z");
    String key = "elsewhere/log/" + id;
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(states.read()).containsKey(key));
    PullJob job = states.read().get(key);
    assertThat(job.kind()).isEqualTo(kind);
    assertThat(job.by()).isEqualTo("workbench");
    assertThat(job.error()).isEqualTo("the source is not configured, or its vendor has no history");
    byte[] shown = (byte[]) admin.pulls(headers()).getBody();
    assertThat(EventJson.mapper().readTree(shown).path(key).path("phase").asString())
        .isEqualToIgnoringCase("failed");
    assertThat(admin.cancel(id, headers()).getStatusCode().value())
        .as("it has ended")
        .isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|body: is no JSON",
        "{}|from: is missing",
        "{\"from\":\"2026-02-10\",\"to\":\"2026-02-09\"}|to: is before from",
        "{\"from\":\"2026-02-10\",\"to\":\"2026-02-10\",\"dryrun\":true}|body: may have from, to, api and dry_run only",
        "{\"from\":\"2026-02-10\",\"to\":\"2026-02-10\",\"dry_run\":1}|dry_run: is neither true nor false",
        "{\"from\":\"2026-02-10\",\"to\":\"2026-02-10\",\"api\":\"calls\"}|api: must be one of log, recordings",
      })
  void whatIsAskedWronglyIsNamedByItsField(String body, String detail) throws IOException {
    ResponseEntity<?> answer = ask("sync", body);

    assertThat(answer.getStatusCode().value()).isEqualTo(400);
    assertThat(((ProblemDetail) answer.getBody()).getDetail()).startsWith(detail);
  }

  @Test
  void whatListsNoRowsOfOursIsNotCompared() throws IOException {
    ResponseEntity<?> answer = ask("reconcile", "{\"api\":\"recordings\"," + DAY + "}");

    assertThat(answer.getStatusCode().value()).isEqualTo(400);
    assertThat(((ProblemDetail) answer.getBody()).getDetail()).startsWith("api: ");
  }

  private ResponseEntity<?> ask(String what, String body) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(body.getBytes(UTF_8));
    return what.equals("sync")
        ? admin.sync("elsewhere", headers(), in)
        : admin.reconcile("elsewhere", headers(), in);
  }

  private static HttpHeaders headers() {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(TOKEN);
    return headers;
  }

  private static Definitions definitions() {
    Vendors vendors = Vendors.builtIn();
    String yaml =
        "sources:\n  - {id: elsewhere, vendor: convoso, zone: America/Los_Angeles,"
            + " allow_unsigned: true, pull: {secret: x-literal}}\n";
    return Definitions.of(vendors, Sources.read(new StringReader(yaml), vendors, name -> null));
  }
}
