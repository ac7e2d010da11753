package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.canonical.Topics;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Opening, changing doors, closing. */
@WithBackbone
class LifecycleTest {

  private static final byte[] BODY = "{\"event\":\"lead.created\"}".getBytes(UTF_8);

  @Test
  void closingUnderLoadLosesNothingThatWasAcknowledged(Backbone backbone) throws Exception {
    OpenGateway open = new OpenGateway(backbone.bootstrapServers(), backbone.unique("closing"));
    AtomicBoolean stop = new AtomicBoolean();
    List<CompletableFuture<List<String>>> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      callers.add(CompletableFuture.supplyAsync(() -> acknowledged(open, stop)));
    }
    Awaitility.await().until(() -> open.count("trunkline.gateway.accepted") > 500);

    open.gateway.close();
    stop.set(true);

    List<String> acknowledged = new ArrayList<>();
    for (CompletableFuture<List<String>> caller : callers) {
      acknowledged.addAll(caller.get());
    }
    Set<String> kept =
        backbone.kafka().readAll(open.topic()).stream()
            .map(ConsumerRecord::key)
            .collect(Collectors.toSet());
    assertThat(acknowledged).hasSizeGreaterThan(500).isSubsetOf(kept);
    assertThat((double) acknowledged.size()).isEqualTo(open.count("trunkline.gateway.accepted"));
    assertThatThrownBy(() -> new Socket("127.0.0.1", open.port).close())
        .isInstanceOf(ConnectException.class);
    assertThat(open.gateway.health().listening()).isFalse();
    open.close();
  }

  @Test
  void aSecretIsReplacedWithoutARestartOrAFalseRefusal(Backbone backbone) throws Exception {
    String vendor = backbone.unique("rotation");
    Secret next = new Secret("NEXT", "the-next-test-secret");
    try (OpenGateway open = new OpenGateway(backbone.bootstrapServers(), vendor)) {
      assertThat(open.send(open.signed(BODY)).statusCode()).isEqualTo(200);

      open.gateway.open(List.of(TestDoors.signed(vendor, next)), List.of());

      HttpResponse<String> renewed =
          open.send(
              open.post("/hooks/signed", BODY).header("X-Test-Signature", Signer.sign(next, BODY)));
      assertThat(renewed.statusCode()).isEqualTo(200);
      assertThat(open.send(open.signed(BODY)).statusCode()).isEqualTo(403);
      assertThat(open.send(open.post("/hooks/open", BODY)).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void theFirstDeliveryAtANewVendorsDoorIsKept(Backbone backbone) throws Exception {
    String late = backbone.unique("late");
    try (OpenGateway open =
        new OpenGateway(backbone.bootstrapServers(), backbone.unique("early"))) {
      OpenGateway.create(backbone.bootstrapServers(), Topics.raw(late));
      // Connected and warm, so that the next one comes at once.
      assertThat(open.send(open.post("/hooks/open", BODY)).statusCode()).isEqualTo(202);

      open.gateway.open(List.of(TestDoors.open(late)), List.of());

      assertThat(open.send(open.post("/hooks/open", BODY)).statusCode()).isEqualTo(202);
      assertThat(open.gateway.health().healthy()).isTrue();
    }
  }

  @Test
  void doorsThatCannotBeOpenedLeaveThePresentOnesOpen(Backbone backbone) throws Exception {
    String vendor = backbone.unique("unchanged");
    try (OpenGateway open = new OpenGateway(backbone.bootstrapServers(), vendor)) {
      Door door = TestDoors.open(vendor);

      assertThatThrownBy(() -> open.gateway.open(List.of(door, door), List.of()))
          .isInstanceOf(IllegalArgumentException.class);

      assertThat(open.send(open.post("/hooks/open", BODY)).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void aPortThatIsTakenIsNamed(Backbone backbone) {
    String vendor = backbone.unique("taken");
    try (OpenGateway open = new OpenGateway(backbone.bootstrapServers(), vendor)) {
      GatewaySettings same =
          new GatewaySettings(
              "127.0.0.1",
              open.port,
              DataSize.ofMegabytes(1),
              java.time.Duration.ofSeconds(2),
              List.of(),
              null);
      Gateway second =
          new Gateway(
              same,
              Keeping.IN_KAFKA,
              backbone.bootstrapServers(),
              TestDoors.of(vendor),
              List.of(),
              OperatorTokens.NONE,
              new SimpleMeterRegistry(),
              Clock.systemUTC());

      assertThatThrownBy(second::start).hasMessage("cannot listen on 127.0.0.1:" + open.port);
      second.close();
    }
  }

  private static List<String> acknowledged(OpenGateway open, AtomicBoolean stop) {
    List<String> ids = new ArrayList<>();
    while (!stop.get()) {
      try {
        HttpResponse<String> answer =
            open.client.send(open.signed(BODY).build(), BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          ids.add(answer.headers().firstValue("x-delivery-id").orElseThrow());
        }
      } catch (java.io.IOException closed) {
        return ids;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return ids;
  }
}
