package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Failures failures = new Failures(new Rate(3, Duration.ofSeconds(3)), 4);

  @Test
  void eachAddressHasItsOwnAndGetsThemBack() {
    Peer one = new Peer("192.0.2.1");
    Peer other = new Peer("192.0.2.2");

    for (int i = 0; i < 3; i++) {
      assertThat(failures.take(one, 0)).isZero();
    }
    assertThat(failures.take(one, 0)).isEqualTo(SECOND);
    assertThat(failures.take(other, 0)).isZero();
    assertThat(failures.take(one, SECOND)).isZero();
  }

  @Test
  void aBlockOfIpv6IsOneAddress() {
    for (int i = 0; i < 3; i++) {
      assertThat(failures.take(new Peer("2001:db8:1:2::" + i), 0)).isZero();
    }
    assertThat(failures.take(new Peer("2001:db8:1:2:ffff::1"), 0)).isPositive();
    assertThat(failures.take(new Peer("2001:db8:1:3::1"), 0)).isZero();
  }

  @Test
  void manyAddressesTakeNoMoreMemoryThanAFew() {
    Peer steady = new Peer("192.0.2.1");
    for (int i = 0; i < 3; i++) {
      failures.take(steady, 0);
    }
    for (int i = 0; i < 1_000; i++) {
      failures.take(new Peer("198.51.100." + i % 250), 0);
      if (i % 3 == 0) {
        assertThat(failures.take(steady, 0)).as("who goes on is not forgotten").isPositive();
      }
    }
    assertThat(failures.addresses()).isEqualTo(4);
  }
}
