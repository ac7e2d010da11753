package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.load.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;

/** Broker and database end by themselves under a running installation. */
class KeptTest {

  private static final OneInstallation HERE = OneInstallation.shared();

  @Test
  void whatEndsByItselfIsStartedAgainAndNothingIsLost() throws Exception {
    List<String> deliveries = new ArrayList<>(List.of(call()));

    // when: both end, as on a full disk
    List<Map<String, String>> postmaster =
        HERE.rows("select pg_postmaster_start_time()::text as since");
    ProcessHandle postgres = postgres();
    postgres.destroyForcibly();
    assertThatThrownBy(() -> Exit.halt(1, "no space left on device")).isNotNull();
    await().until(() -> !postgres.isAlive());
    deliveries.add(call());
    await().atMost(Duration.ofSeconds(10)).until(() -> health() == 503);
    deliveries.add(call());

    // then: both come back, and whatever was acknowledged is there
    await().atMost(Duration.ofSeconds(60)).until(() -> health() == 200);
    assertThat(HERE.rows("select pg_postmaster_start_time()::text as since"))
        .isNotEqualTo(postmaster);
    deliveries.add(call());
    for (String delivery : deliveries) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(
                          HERE.rows(
                              "select 1 from app.events where delivery_id = ?::uuid and kind = 'call'",
                              delivery))
                      .hasSize(1));
    }
  }

  private static String call() throws Exception {
    Reply reply = HERE.dialer.call(HERE.sender, HERE.installation.definitions(), false).get();
    assertThat(reply.deliveryId()).as("acknowledged").isNotNull();
    return reply.deliveryId();
  }

  /** The server itself: a child of this process that has the installation's port. */
  private static ProcessHandle postgres() throws Exception {
    return ProcessHandle.of(
            Long.parseLong(
                Files.readAllLines(HERE.data.resolve("data").resolve("postmaster.pid")).getFirst()))
        .orElseThrow();
  }

  private static int health() throws Exception {
    URI workbench = HERE.installation.address().workbench();
    HttpRequest get = HttpRequest.newBuilder(workbench.resolve("/actuator/health")).build();
    return HttpClient.newHttpClient().send(get, BodyHandlers.ofString()).statusCode();
  }
}
