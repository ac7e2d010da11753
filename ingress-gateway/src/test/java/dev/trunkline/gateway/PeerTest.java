package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.AddressBlocks;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody gives himself another address than he has. */
class PeerTest {

  private static final AddressBlocks PROXIES =
      AddressBlocks.of(List.of("10.0.0.0/8", "2001:db8:aaaa::/48"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // connected | the lines, apart by ; | the peer
        "198.51.100.7 | 203.0.113.9 | 198.51.100.7",
        "10.0.0.1 | 203.0.113.9 | 203.0.113.9",
        "10.0.0.1 | | 10.0.0.1",
        // What a caller wrote stands to the left of what the proxy added.
        "10.0.0.1 | 1.1.1.1, 203.0.113.9 | 203.0.113.9",
        "10.0.0.1 | 10.0.0.5, 203.0.113.9 | 203.0.113.9",
        "10.0.0.1 | 1.1.1.1, 203.0.113.9, 10.0.0.2 | 203.0.113.9",
        "10.0.0.1 | 203.0.113.9;10.0.0.2 | 203.0.113.9",
        "10.0.0.1 | 1.1.1.1;203.0.113.9 | 203.0.113.9",
        "10.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.3",
        // What is no address ends it at the last hop that is known.
        "10.0.0.1 | 203.0.113.9, unknown | 10.0.0.1",
        "10.0.0.1 | 203.0.113.9, , 10.0.0.2 | 10.0.0.2",
        "10.0.0.1 | 203.0.113.9, 10.0.0.999, 10.0.0.2 | 10.0.0.2",
        "10.0.0.1 | 0xcb.0.113.9 | 10.0.0.1",
        "10.0.0.1 | 203.0.113.9:4711 | 203.0.113.9",
        "10.0.0.1 | [2001:db8::1]:443 | 2001:db8::1",
        "10.0.0.1 | [2001:db8::1] | 2001:db8::1",
        "10.0.0.1 | 203.0.113.9:x | 10.0.0.1",
        "10.0.0.1 | ::ffff:203.0.113.9 | 203.0.113.9",
        "2001:db8:aaaa:0:0:0:0:1 | 2001:DB8:0::0:9 | 2001:db8::9",
        "fe80:0:0:0:0:0:0:1%eth0 | 203.0.113.9 | fe80::1",
      })
  void onlyProxiesThatWeTrustSpeakForOthers(String connected, String lines, String peer) {
    List<String> forwarded = lines == null ? List.of() : Arrays.asList(lines.split(";", -1));

    assertThat(Peer.of(connected, forwarded, PROXIES).address()).isEqualTo(peer);
  }

  @Test
  void withoutProxiesTheHeaderSaysNothing() {
    assertThat(Peer.of("10.0.0.1", List.of("203.0.113.9"), AddressBlocks.NONE).address())
        .isEqualTo("10.0.0.1");
    assertThat(Peer.of(null, List.of("203.0.113.9"), PROXIES).address()).isEqualTo("unknown");
  }

  @Test
  void anEndlessChainIsNotWalkedToItsEnd() {
    String chain = "203.0.113.9," + "10.0.0.2,".repeat(40) + "10.0.0.3";

    assertThat(Peer.of("10.0.0.1", List.of(chain), PROXIES).address()).isEqualTo("10.0.0.2");
  }

  @Test
  void whoHasABlockOfIpv6IsOne() {
    assertThat(new Peer("2001:db8:1:2::1").network())
        .isEqualTo(new Peer("2001:db8:1:2:ffff::9").network())
        .isNotEqualTo(new Peer("2001:db8:1:3::1").network());
    assertThat(new Peer("192.0.2.1").network()).isEqualTo("192.0.2.1");
    assertThat(new Peer("unknown").network()).isEqualTo("unknown");
  }
}
