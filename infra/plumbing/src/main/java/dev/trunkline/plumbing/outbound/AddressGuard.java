package dev.trunkline.plumbing.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Knows which addresses are not public. An explicit list, because the JDK's predicates ({@code
 * isSiteLocalAddress} and its kin) miss carrier-grade NAT, NAT64 and unique local addresses.
 */
public final class AddressGuard {

  private static final List<AddressRange> NOT_PUBLIC =
      Stream.of(
              "0.0.0.0/8", // this network
              "10.0.0.0/8", // private
              "100.64.0.0/10", // carrier-grade NAT
              "127.0.0.0/8", // loopback
              "169.254.0.0/16", // link-local, the clouds' metadata
              "172.16.0.0/12", // private
              "192.0.0.0/24", // protocol assignments
              "192.0.2.0/24", // documentation
              "192.88.99.0/24", // 6to4 relays
              "192.168.0.0/16", // private
              "198.18.0.0/15", // benchmarks
              "198.51.100.0/24", // documentation
              "203.0.113.0/24", // documentation
              "224.0.0.0/4", // multicast
              "240.0.0.0/4", // reserved, broadcast
              "::/96", // unspecified, loopback, IPv4-compatible
              "::ffff:0:0:0/96", // IPv4-translated
              "64:ff9b::/96", // NAT64
              "64:ff9b:1::/48", // NAT64, local
              "100::/64", // discard
              "2001::/23", // protocol assignments, Teredo
              "2001:db8::/32", // documentation
              "3fff::/20", // documentation
              "5f00::/16", // segment routing
              "fc00::/7", // unique local
              "fe80::/10", // link-local
              "fec0::/10", // site-local
              "ff00::/8") // multicast
          .map(AddressRange::of)
          .toList();

  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private AddressGuard() {}

  /**
   * Why an address is no public one: the range it lies in. Empty when it is public. An IPv4 address
   * inside an IPv6 one (mapped, 6to4) is judged as what it leads to.
   */
  public static Optional<String> notPublic(InetAddress address) {
    return notPublic(address.getAddress());
  }

  static Optional<String> notPublic(byte[] address) {
    byte[] real = inner(address);
    return NOT_PUBLIC.stream()
        .filter(range -> range.contains(real))
        .map(AddressRange::text)
        .findFirst();
  }

  private static byte[] inner(byte[] address) {
    if (address.length != 16) {
      return address;
    }
    if (Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length)) {
      return Arrays.copyOfRange(address, 12, 16);
    }
    boolean sixToFour = address[0] == 0x20 && address[1] == 0x02;
    return sixToFour ? Arrays.copyOfRange(address, 2, 6) : address;
  }
}
