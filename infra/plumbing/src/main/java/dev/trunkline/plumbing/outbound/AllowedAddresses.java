package dev.trunkline.plumbing.outbound;

import java.net.InetAddress;
import java.util.List;

/**
 * Addresses that an operator allows although they are not public (a PBX on the premises, a demo, a
 * test), at any port. Comes from the configuration only, never from a definition or a payload.
 */
public final class AllowedAddresses {

  /** Nothing but what is public. */
  public static final AllowedAddresses NONE = new AllowedAddresses(List.of());

  private final List<AddressRange> ranges;

  private AllowedAddresses(List<AddressRange> ranges) {
    this.ranges = ranges;
  }

  /**
   * Reads address ranges.
   *
   * @param cidrs like {@code 127.0.0.1/32} or {@code fd00::/8}
   * @throws IllegalArgumentException when one of them is none
   */
  public static AllowedAddresses of(List<String> cidrs) {
    return new AllowedAddresses(cidrs.stream().map(AddressRange::of).toList());
  }

  boolean contain(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address.getAddress()));
  }

  @Override
  public String toString() {
    return ranges.stream().map(AddressRange::text).toList().toString();
  }
}
