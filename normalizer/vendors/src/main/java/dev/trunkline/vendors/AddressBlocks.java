package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses and blocks of them, IPv4 and IPv6, as CIDR writes them (RFC 4632, RFC 4291). An IPv4
 * address that is written as IPv6 ({@code ::ffff:192.0.2.1}) is the IPv4 address that it is.
 */
public final class AddressBlocks {

  /** None at all. */
  public static final AddressBlocks NONE = new AddressBlocks(List.of(), List.of());

  /**
   * Nothing but plain literals: what others read differently (octal, short, ranges) is no address.
   */
  private static final IPAddressStringParameters LITERALS =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowSingleSegment(false)
          .allowMask(false)
          .allowPrefixOnly(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .allowBinary(false)
          .allowLeadingZeros(false)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowZone(false)
          .allowBase85(false)
          .allowBinary(false)
          .getParentBuilder()
          .toParams();

  private static final String IPV4 = "(?:[0-9]{1,3}\\.){3}[0-9]{1,3}";

  /** Four digits are a group. */
  private static final String IPV6 = "(?:[0-9A-Fa-f]{0,4}:){2,8}(?:[0-9A-Fa-f]{0,4}|" + IPV4 + ")";

  /**
   * As long as addresses are: the library also reads longer groups, and a prefix of ten digits
   * modulo 2^32.
   */
  private static final Pattern LITERAL =
      Pattern.compile("(?:" + IPV4 + "|" + IPV6 + ")(?:/(?:0|[1-9][0-9]{0,2}))?");

  private final List<String> written;
  private final List<IPAddress> blocks;

  private AddressBlocks(List<String> written, List<IPAddress> blocks) {
    this.written = List.copyOf(written);
    this.blocks = List.copyOf(blocks);
  }

  /**
   * Reads addresses ({@code 192.0.2.7}) and blocks ({@code 103.21.77.0/24}, {@code 2001:db8::/32}).
   *
   * @throws IllegalArgumentException naming the first that is neither, or has bits behind its
   *     prefix
   */
  public static AddressBlocks of(List<String> texts) {
    List<IPAddress> blocks = new ArrayList<>();
    for (String text : texts) {
      IPAddress block = read(text);
      if (block == null) {
        throw new IllegalArgumentException(
            "'" + text + "' is neither an address nor a block like 192.0.2.0/24");
      }
      if (block.isPrefixed() && !block.isPrefixBlock()) {
        throw new IllegalArgumentException("'" + text + "' has bits behind its prefix");
      }
      blocks.add(plain(block));
    }
    return new AddressBlocks(texts, blocks);
  }

  /**
   * Whether an address lies in one of them.
   *
   * @param address a literal without port and zone; anything else lies in none
   */
  public boolean contain(String address) {
    IPAddress read = read(address);
    if (read == null || read.isPrefixed()) {
      return false;
    }
    IPAddress plain = plain(read);
    return blocks.stream().anyMatch(block -> block.contains(plain));
  }

  /**
   * An address in its one usual spelling (RFC 5952), whichever it came in.
   *
   * @param address a literal without port and zone
   * @return null if it is no address
   */
  public static @Nullable String canonical(String address) {
    IPAddress read = read(address);
    return read == null || read.isPrefixed() ? null : plain(read).toCanonicalString();
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** As they were written. */
  public List<String> written() {
    return written;
  }

  private static @Nullable IPAddress read(String text) {
    if (!LITERAL.matches(text)) {
      return null; // the library strips blanks, and knows a word for every address
    }
    try {
      return new IPAddressString(text, LITERALS).toAddress();
    } catch (AddressStringException | RuntimeException e) {
      return null;
    }
  }

  private static IPAddress plain(IPAddress address) {
    return address.isIPv6() && address.toIPv6().isIPv4Mapped()
        ? address.toIPv6().getEmbeddedIPv4Address()
        : address;
  }

  @Override
  public String toString() {
    return written.toString();
  }
}
