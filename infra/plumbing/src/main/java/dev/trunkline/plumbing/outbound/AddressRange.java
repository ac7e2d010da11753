package dev.trunkline.plumbing.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of IP addresses in CIDR notation. An IPv4 block never holds an IPv6 address.
 *
 * @param text as written, e.g. {@code 10.0.0.0/8}; says itself in reasons
 */
record AddressRange(String text, InetAddress first, int prefix) {

  private static final Pattern WRITTEN = Pattern.compile("([0-9a-fA-F:.]+)/([0-9]{1,3})");

  /**
   * Reads {@code address/prefix}.
   *
   * @throws IllegalArgumentException when it is no literal address, or the prefix does not fit
   */
  static AddressRange of(String cidr) {
    var parts = WRITTEN.matcher(cidr);
    InetAddress first = parts.matches() ? Target.literal(parts.group(1)) : null;
    if (first == null) {
      throw new IllegalArgumentException("'" + cidr + "' is no address range like 10.0.0.0/8");
    }
    int prefix = Integer.parseInt(parts.group(2));
    if (prefix > first.getAddress().length * 8) {
      throw new IllegalArgumentException("'" + cidr + "' has more bits than its address");
    }
    return new AddressRange(cidr, first, prefix);
  }

  /** Whether the bytes of an address, as on the wire, lie in this block. */
  boolean contains(byte[] address) {
    byte[] mine = first.getAddress();
    if (mine.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((mine[bit / 8] ^ address[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The address of these 4 or 16 bytes. */
  static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }
}
