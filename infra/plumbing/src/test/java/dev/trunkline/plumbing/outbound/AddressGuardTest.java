package dev.trunkline.plumbing.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::808:808",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:1ff::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1"
      })
  void whatIsNotPublicIsToldByItsRange(String address) throws Exception {
    assertThat(AddressGuard.notPublic(InetAddress.getByName(address))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "198.17.0.1",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2002:808:808::1",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void whatIsPublicIsLetThrough(String address) throws Exception {
    assertThat(AddressGuard.notPublic(InetAddress.getByName(address))).isEmpty();
  }

  @Test
  void aMappedAddressIsJudgedAsWhatItLeadsTo() {
    // given: the JDK unwraps these, a resolver's bytes need not
    byte[] loopback = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
    byte[] open = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 8, 8, 8, 8};

    // when, then
    assertThat(AddressGuard.notPublic(loopback)).contains("127.0.0.0/8");
    assertThat(AddressGuard.notPublic(open)).isEmpty();
  }

  @Test
  void anAllowListHoldsItsRangesOnly() throws Exception {
    // given
    AllowedAddresses allowed = AllowedAddresses.of(List.of("10.1.0.0/16", "fd00:1::/32"));

    // when, then
    assertThat(allowed.contain(InetAddress.getByName("10.1.255.1"))).isTrue();
    assertThat(allowed.contain(InetAddress.getByName("10.2.0.1"))).isFalse();
    assertThat(allowed.contain(InetAddress.getByName("fd00:1::5"))).isTrue();
    assertThat(allowed.contain(InetAddress.getByName("fd00:2::5"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/33",
        "pbx.local/8",
        "10.0/8",
        "::1/129",
        "/8",
        "2130706433/8"
      })
  void whatIsNoRangeIsRefused(String cidr) {
    assertThatThrownBy(() -> AllowedAddresses.of(List.of(cidr)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
