package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.allinone.doctor.NetworkFacts.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkProbesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Host SOUND =
      new Host("api.vendor.example", 2, null, NOW.plus(Duration.ofDays(60)));

  @Test
  void aHostThatAnswersIsWell() {
    assertThat(Judged.by(NetworkProbes.ALL, new NetworkFacts(List.of(SOUND), NOW))).isEmpty();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("names", "no address for a", new Host("a", 0, null, null)),
        Arguments.of("tls", "to b: PKIX", new Host("b", 1, "PKIX", null)),
        Arguments.of(
            "certificates", "2026-03-04", new Host("c", 1, null, NOW.plus(Duration.ofDays(3)))));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatDoesNotFitIsNamed(String probe, String what, Host host) {
    Judged.onlyFinds(NetworkProbes.ALL, new NetworkFacts(List.of(SOUND, host), NOW), probe, what);
  }

  @Test
  void whoSpeaksNoTlsIsSeen() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> hangUp(server));

      NetworkFacts facts =
          new NetworkLook(Set.of("localhost"), server.getLocalPort(), Clock.systemUTC()).facts();

      assertThat(facts.hosts())
          .singleElement()
          .satisfies(
              host -> {
                assertThat(host.addresses()).isPositive();
                assertThat(host.trouble()).isNotBlank();
                assertThat(host.until()).isNull();
              });
    }
  }

  private static void hangUp(ServerSocket server) {
    try (Socket caller = server.accept()) {
      assertThat(caller.isConnected()).isTrue();
    } catch (IOException e) {
      // The test has ended.
    }
  }
}
