package dev.trunkline.plumbing.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundGateTest {

  private final Outbounds out = new Outbounds();
  private final AtomicReference<String> status = new AtomicReference<>("200 OK");

  private Listener vendor() throws Exception {
    return new Listener(
        "127.0.0.2",
        0,
        (request, stream) ->
            stream.write(
                ("HTTP/1.1 " + status.get() + "\r\nContent-Length: 0\r\n\r\n").getBytes()));
  }

  @AfterEach
  void close() {
    out.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 No", "503 Busy", "429 Slow"})
  void aSickVendorIsLeftAloneAndTriedAgain(String sick) throws Exception {
    try (var vendor = vendor()) {
      // given
      status.set(sick);
      for (int i = 0; i < 2; i++) {
        assertThat(out.client.call(Outbounds.get(vendor))).isInstanceOf(Answer.class);
      }
      int sent = vendor.connections.get();
      out.clock.advance(Duration.ofSeconds(20));

      // when
      Reply refused = out.client.call(Outbounds.get(vendor));

      // then
      assertThat(refused)
          .isEqualTo(
              new Refused(
                  "the vendor is left alone after too many failures", Duration.ofSeconds(40)));
      assertThat(vendor.connections).hasValue(sent);
      assertThat(breaker()).isEqualTo(2);
      assertThat(out.counted("refused")).isEqualTo(1);

      // when: its time is over and it is well again
      out.clock.advance(Duration.ofSeconds(41));
      status.set("200 OK");
      Reply first = out.client.call(Outbounds.get(vendor));

      // then
      assertThat(first).isInstanceOf(Answer.class);
      assertThat(breaker()).isEqualTo(1);

      // when
      Reply second = out.client.call(Outbounds.get(vendor));

      // then
      assertThat(second).isInstanceOf(Answer.class);
      assertThat(breaker()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"404 Not yet", "403 Expired", "400 Bad", "200 OK"})
  void aSlowRecordingIsNoSickVendor(String healthy) throws Exception {
    // given
    status.set(healthy);
    try (var vendor = vendor()) {

      for (int i = 0; i < 12; i++) {
        // when, then
        assertThat(out.client.call(Outbounds.get(vendor))).isInstanceOf(Answer.class);
      }
      assertThat(breaker()).isZero();
    }
  }

  @Test
  void refusedConnectionsOpenTheBreakerOfTheirKeyOnly() throws Exception {
    // given
    Listener gone = vendor();
    gone.close();
    for (int i = 0; i < 2; i++) {
      assertThat(out.client.call(Outbounds.get(gone))).isInstanceOf(Failed.class);
    }

    // when, then
    assertThat(out.client.call(Outbounds.get(gone))).isInstanceOf(Refused.class);
    assertThat(out.client.call(on(new Lane("other", 4, null), gone))).isInstanceOf(Failed.class);
  }

  @Test
  void whatIsForbiddenTellsNothingOfTheVendor() throws Exception {
    // given
    for (int i = 0; i < 10; i++) {
      assertThat(out.client.call(Outbounds.get("http://10.0.0.1/"))).isInstanceOf(Forbidden.class);
    }

    // when, then
    assertThat(breaker()).isZero();
  }

  @Test
  void whoFindsNoPlaceIsRefusedAtOnce() throws Exception {
    // given
    CountDownLatch leave = new CountDownLatch(1);
    Lane two = new Lane("acme", 2, null);
    Listener.Script slow =
        (request, stream) -> {
          leave.await();
          stream.write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
        };
    try (var vendor = new Listener("127.0.0.2", 0, slow);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reply> first = threads.submit(() -> out.client.call(on(two, vendor)));
      Future<Reply> second = threads.submit(() -> out.client.call(on(two, vendor)));
      await().untilAsserted(() -> assertThat(vendor.requests).hasSize(2));

      // when
      Reply third = out.client.call(on(two, vendor));

      // then
      assertThat(third).isEqualTo(new Refused("all 2 places are taken", Duration.ofSeconds(2)));
      leave.countDown();
      assertThat(first.get()).isInstanceOf(Answer.class);
      assertThat(second.get()).isInstanceOf(Answer.class);
      assertThat(out.client.call(on(two, vendor))).isInstanceOf(Answer.class);
    }
  }

  @Test
  void aUsedUpRateRefusesAtOnce() throws Exception {
    // given: one in a hundred seconds
    Lane seldom = new Lane("acme", 4, 0.01);
    try (var vendor = vendor()) {
      assertThat(out.client.call(on(seldom, vendor))).isInstanceOf(Answer.class);

      // when
      Reply second = out.client.call(on(seldom, vendor));

      // then
      assertThat(second).isInstanceOf(Refused.class);
      assertThat(((Refused) second).retryAfter()).isEqualTo(Duration.ofSeconds(100));
      assertThat(vendor.connections).hasValue(1);
    }
  }

  @Test
  void theNumberOfKeysIsBounded() {
    // when
    for (int i = 0; i < 1200; i++) {
      out.client.call(OutboundRequest.get(Lane.of("key-" + i), URI.create("https://10.0.0.1/")));
    }

    // then
    assertThat(out.meters.find("trunkline.outbound.breaker").gauges()).hasSize(1000);
    assertThat(out.meters.find("trunkline.outbound.requests").counters()).hasSize(1000);
  }

  private double breaker() {
    return out.meters.get("trunkline.outbound.breaker").tag("key", "acme").gauge().value();
  }

  private static OutboundRequest on(Lane lane, Listener host) {
    return OutboundRequest.get(lane, URI.create("http://127.0.0.2:" + host.port() + "/"))
        .overPlainHttp();
  }
}
