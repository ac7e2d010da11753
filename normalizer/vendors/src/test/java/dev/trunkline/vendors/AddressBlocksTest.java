package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlocksTest {

  private static final AddressBlocks BLOCKS =
      AddressBlocks.of(List.of("103.21.77.0/24", "192.0.2.7", "2001:db8:1::/48"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "103.21.77.0",
        "103.21.77.255",
        "192.0.2.7",
        "::ffff:192.0.2.7",
        "0:0:0:0:0:ffff:c000:207",
        "2001:db8:1::9",
        "2001:DB8:1:ffff::"
      })
  void whatLiesInABlockIsContained(String address) {
    assertThat(BLOCKS.contain(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "103.21.78.0",
        "192.0.2.8",
        "2001:db8:2::1",
        "::192.0.2.7",
        "",
        "unknown",
        "*",
        "192.0.2.7:443",
        "192.0.2.07",
        "0300.0.2.7",
        "3221225991",
        "0xc0000207",
        "192.0.519",
        "192.0.2.0-9",
        "192.0.2.*",
        "192.0.2.7/32",
        "103.21.77.0/24",
        "2001:db8:1::9%eth0",
        "[2001:db8:1::9]",
        " 192.0.2.7",
        "192.0.2.7, 10.0.0.1",
        "localhost"
      })
  void nothingElseIs(String address) {
    assertThat(BLOCKS.contain(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/08",
        "::00000.00000",
        "::00001",
        "1:2:3:4:5:6:7:8:9",
        "10.0.0.0/4294967304",
        "::/00000000200000000000000000000000000000000",
        "*",
        "any",
        "/24",
        "192.0.2.0/33",
        "192.0.2/24",
        "192.0.2.0/255.255.255.0",
        "192.0.2.1-9"
      })
  void whatIsNoBlockIsRefusedByItsText(String text) {
    assertThatThrownBy(() -> AddressBlocks.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void aBlockWithBitsBehindItsPrefixIsAMistake() {
    assertThatThrownBy(() -> AddressBlocks.of(List.of("192.0.2.7/24")))
        .hasMessageContaining("bits behind its prefix");
  }

  @Test
  void noBlocksContainNothing() {
    assertThat(AddressBlocks.NONE.contain("192.0.2.7")).isFalse();
    assertThat(AddressBlocks.of(List.of("0.0.0.0/0")).contain("192.0.2.7")).isTrue();
    assertThat(AddressBlocks.of(List.of("::/0")).contain("192.0.2.7")).isFalse();
  }

  @Test
  void anAddressHasOneSpelling() {
    assertThat(AddressBlocks.canonical("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(AddressBlocks.canonical("2001:DB8:0:0:0:0:0:01")).isEqualTo("2001:db8::1");
    assertThat(AddressBlocks.canonical("192.0.2.07")).isNull();
    assertThat(AddressBlocks.canonical("192.0.2.0/24")).isNull();
  }
}
