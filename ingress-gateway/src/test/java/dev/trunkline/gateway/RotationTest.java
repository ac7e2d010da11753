package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.load.Signer;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.SteppingClock;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.SignedText;
import dev.trunkline.vendors.Signing;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Secrets that change while requests come, and requests that come again. */
@WithBackbone
class RotationTest {

  private static final int POSTS = Integer.getInteger("trunkline.posts", 200);
  private static final int CALLERS = 8;
  private static final int FLIPS = Integer.getInteger("trunkline.flips", 4);
  private static final byte[] BODY = "{\"event\":\"lead.created\"}".getBytes(UTF_8);

  @Test
  void secretsFlipUnderLoadAndNobodyIsRefusedFalsely(Backbone backbone) throws Exception {
    Clock clock = Clock.systemUTC();
    AtomicReference<Secret> newest = new AtomicReference<>(secret(0));
    try (OpenGateway open = new OpenGateway(backbone.bootstrapServers(), "rotation", clock);
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(CALLERS)) {
      open.gateway.open(List.of(door(List.of(newest.get()))), List.of());
      AtomicInteger genuine = new AtomicInteger();
      List<Integer> refused = new ArrayList<>();
      Runnable post =
          () -> {
            int status = post(open, newest.get());
            if (status == 200) {
              genuine.incrementAndGet();
            } else {
              synchronized (refused) {
                refused.add(status);
              }
            }
          };
      for (int caller = 0; caller < CALLERS; caller++) {
        long first = 1_000_000L * caller / POSTS;
        threads.scheduleAtFixedRate(
            post, first, 1_000_000L * CALLERS / POSTS, TimeUnit.MICROSECONDS);
      }
      for (int flip = 1; flip <= FLIPS; flip++) {
        Secret old = newest.get();
        Secret next = secret(flip);
        Instant end = clock.instant().plusSeconds(1);
        open.gateway.open(
            List.of(door(List.of(new Secret(old.id(), old.value(), null, end), next))), List.of());
        newest.set(next);
        assertThat(post(open, old)).as("the old one still proves").isEqualTo(200);
        await().atMost(Duration.ofSeconds(3)).until(() -> clock.instant().isAfter(end));
        assertThat(post(open, old)).as("the old one proves no more").isEqualTo(403);
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

      System.out.printf(
          "rotation: %d posts, %d flips, refused %s%n", genuine.get(), FLIPS, refused);
      assertThat(refused).isEmpty();
      assertThat(genuine.get()).isGreaterThan(POSTS * FLIPS / 10);
      assertThat(
              open.registry
                  .get("trunkline.gateway.proven")
                  .tag("proof", "hmac:S" + FLIPS)
                  .counter()
                  .count())
          .isPositive();
    }
  }

  @Test
  void aSignedRequestThatComesAgainIsAnsweredAsItWasAndNotKeptTwice(Backbone backbone)
      throws Exception {
    Instant now = OpenGateway.NOW;
    try (OpenGateway open =
        new OpenGateway(backbone.bootstrapServers(), "rotation", new SteppingClock(now))) {
      Door door = stamped(secret(1));
      open.gateway.open(List.of(door), List.of());
      Map<String, String> headers =
          Signer.prove(door, BODY, "application/json", null, now).headers();
      HttpResponse<String> first = post(open, door, headers);
      HttpResponse<String> again = post(open, door, headers);
      Map<String, String> later =
          Signer.prove(door, BODY, "application/json", null, now.plusSeconds(1)).headers();
      HttpResponse<String> retried = post(open, door, later);

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.headers().firstValue("x-delivery-id"))
          .isEqualTo(first.headers().firstValue("x-delivery-id"));
      assertThat(retried.headers().firstValue("x-delivery-id"))
          .as("signed anew it is another delivery, which loses nothing")
          .isNotEqualTo(first.headers().firstValue("x-delivery-id"));
      assertThat(open.registry.get("trunkline.gateway.replayed").counter().count()).isEqualTo(1);
      assertThat(open.registry.get("trunkline.gateway.accepted").counter().count()).isEqualTo(2);
    }
  }

  private static int post(OpenGateway open, Secret secret) {
    Door door = door(List.of(secret));
    try {
      return post(open, door, Signer.prove(door, BODY).headers()).statusCode();
    } catch (Exception e) {
      return -1;
    }
  }

  private static HttpResponse<String> post(OpenGateway open, Door door, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + open.port + door.path()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(BODY));
    headers.forEach(request::header);
    return open.send(request);
  }

  private static Secret secret(int number) {
    return new Secret("S" + number, "rotation-test-secret-" + number);
  }

  private static Door door(List<Secret> secrets) {
    return with(
        new Proof.Hmac(
            "X-Test-Signature", Proof.Algorithm.SHA256, Proof.Encoding.HEX, "sha256=", secrets));
  }

  private static Door stamped(Secret secret) {
    return with(
        new Proof.Hmac(
            new Signing(
                "X-Test-Signature",
                "v1",
                Proof.Encoding.HEX,
                "",
                false,
                SignedText.of("{t}.{body}"),
                new Signing.Stamp(null, "t", Signing.Stamp.Unit.S, Duration.ofMinutes(5)),
                null,
                null,
                null),
            Proof.Algorithm.SHA256,
            List.of(secret)));
  }

  private static Door with(Proof proof) {
    return TestDoors.proved(TestDoors.signed("rotation", TestDoors.SECRET), proof);
  }
}
