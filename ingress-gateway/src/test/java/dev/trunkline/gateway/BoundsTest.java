package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.vendors.Rate;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What is counted is counted right. */
class BoundsTest {

  @Test
  void aBodyIsWhatItsChunksWere() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      Body body = new Body(10_000);
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      for (int chunk = 0; chunk < 8; chunk++) {
        byte[] bytes = new byte[random.nextInt(3_000)];
        random.nextBytes(bytes);
        boolean fits = expected.size() + bytes.length <= 10_000;
        assertThat(body.add(Buffer.buffer(bytes))).isEqualTo(fits);
        if (fits) {
          expected.writeBytes(bytes);
        }
      }
      assertThat(body.size()).isEqualTo(expected.size());
      assertThat(body.bytes()).isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void roomIsGivenBackAndNeverExceeded() {
    InFlight inFlight = new InFlight(100);

    assertThat(inFlight.take(60)).isTrue();
    assertThat(inFlight.take(41)).isFalse();
    assertThat(inFlight.take(40)).isTrue();
    inFlight.give(100);
    assertThat(inFlight.bytes()).isZero();
  }

  @Test
  void anAllowanceFillsEvenlyAndNoFurther() {
    Allowance allowance = new Allowance(new Rate(10, Duration.ofSeconds(1)));
    long now = -5;

    assertThat(taken(allowance, now, 30)).isEqualTo(10);
    assertThat(taken(allowance, now + TimeUnit.MILLISECONDS.toNanos(500), 30)).isEqualTo(5);
    assertThat(taken(allowance, now + TimeUnit.HOURS.toNanos(1), 30)).isEqualTo(10);
  }

  @Test
  void anAllowanceSaysWhenThereIsOneAgain() {
    Allowance allowance = new Allowance(new Rate(120, Duration.ofMinutes(1)));
    long now = Long.MAX_VALUE - 5; // nanoTime may run over

    assertThat(taken(allowance, now, 200)).isEqualTo(120);
    assertThat(allowance.take(now)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    long later = now + TimeUnit.MILLISECONDS.toNanos(400);
    long wait = allowance.take(later);
    assertThat(wait).isCloseTo(TimeUnit.MILLISECONDS.toNanos(100), within(10L));
    assertThat(allowance.take(later + wait)).isZero();
  }

  @Test
  void connectionsLeaveFilesForEverythingElse() {
    assertThat(Limits.connections(1_024)).isEqualTo(512);
    assertThat(Limits.connections(20_000)).isEqualTo(16_000);
    assertThat(Limits.connections(524_288)).isEqualTo(30_000);
    assertThat(Limits.connections(Long.MAX_VALUE)).isEqualTo(30_000);
  }

  @Test
  void aQueryLosesTheSecretAndNothingElse() {
    Set<String> token = Set.of("token");

    assertThat(Query.without("a=%41&token=x&&b=+", token)).isEqualTo("a=%41&&b=+");
    assertThat(Query.without("%54oken=x&a", token)).isEqualTo("a");
    assertThat(Query.without("token=x&TOKEN", token)).isNull();
    assertThat(Query.without("tokens=x", token)).isEqualTo("tokens=x");
    assertThat(Query.without("token=x", Set.of())).isEqualTo("token=x");
    assertThat(Query.without(null, token)).isNull();
  }

  @Test
  void aHeaderIsCutAndCannotBreakTheLine() {
    assertThat(Headers.clean("a\r\nb\u0000\u0085\u007fc\té", 100)).isEqualTo("a??b???c?é");
    assertThat(Headers.clean("abcdef", 3)).isEqualTo("abc");
    assertThat(Headers.clean(null, 3)).isNull();
  }

  @Test
  void settingsThatCannotWorkAreRefusedByTheirName() {
    DataSize size = DataSize.ofMegabytes(1);
    Duration budget = Duration.ofSeconds(2);

    assertThatThrownBy(() -> new GatewaySettings(" ", 1, size, budget, List.of(), null))
        .hasMessageContaining("host");
    assertThatThrownBy(() -> new GatewaySettings("h", 65_536, size, budget, List.of(), null))
        .hasMessageContaining("port");
    assertThatThrownBy(
            () -> new GatewaySettings("h", 1, DataSize.ofMegabytes(2), budget, List.of(), null))
        .hasMessageContaining("max-body");
    assertThatThrownBy(
            () -> new GatewaySettings("h", 1, DataSize.ofBytes(0), budget, List.of(), null))
        .hasMessageContaining("max-body");
    assertThatThrownBy(
            () -> new GatewaySettings("h", 1, size, Duration.ofMillis(99), List.of(), null))
        .hasMessageContaining("budget");
    assertThatThrownBy(
            () -> new GatewaySettings("h", 1, size, Duration.ofSeconds(11), List.of(), null))
        .hasMessageContaining("budget");
    assertThatThrownBy(() -> new GatewaySettings("h", 1, size, budget, List.of("10/8"), null))
        .hasMessageContaining("trusted-proxies: '10/8'");
    assertThatThrownBy(() -> new GatewaySettings("h", 1, size, budget, List.of(), " "))
        .hasMessageContaining("ssl-bundle");
  }

  private static int taken(Allowance allowance, long now, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += allowance.take(now) == 0 ? 1 : 0;
    }
    return taken;
  }
}
