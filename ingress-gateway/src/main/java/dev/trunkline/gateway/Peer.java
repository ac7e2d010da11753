package dev.trunkline.gateway;

import dev.trunkline.vendors.AddressBlocks;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks: the other end of the connection, or where that is a proxy that we trust, whom it
 * speaks for. What a caller writes into {@code X-Forwarded-For} himself is never believed.
 *
 * @param address in its usual spelling; {@code unknown} where the connection has none
 */
record Peer(String address) {

  private static final String UNKNOWN = "unknown";

  /** A chain of proxies is short; what is longer was made to be walked. */
  private static final int MOST_HOPS = 32;

  /** Some proxies write the port, too. */
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:([0-9.]+):[0-9]{1,5}|\\[([0-9A-Fa-f:.]+)\\](?::[0-9]{1,5})?)");

  /** The peer of a request. */
  static Peer of(HttpServerRequest request, AddressBlocks proxies) {
    SocketAddress other = request.remoteAddress();
    return of(
        other == null ? null : other.hostAddress(),
        request.headers().getAll("x-forwarded-for"),
        proxies);
  }

  /**
   * Walks from the connection towards the caller for as long as each hop is a proxy that we trust:
   * the last that one of them vouches for is the peer. What is no address ends the walk.
   *
   * @param connected the connection's other end
   * @param forwarded the lines of {@code X-Forwarded-For}, in their order
   * @param proxies whom we trust
   */
  static Peer of(@Nullable String connected, List<String> forwarded, AddressBlocks proxies) {
    String peer = connected == null ? null : usual(connected);
    if (peer == null) {
      return new Peer(UNKNOWN);
    }
    if (forwarded.isEmpty() || proxies.isEmpty() || !proxies.contain(peer)) {
      return new Peer(peer);
    }
    List<String> hops = Arrays.asList(String.join(",", forwarded).split(",", -1)).reversed();
    for (String hop : hops.subList(0, Math.min(hops.size(), MOST_HOPS))) {
      String next = AddressBlocks.canonical(withoutPort(hop.strip()));
      if (next == null) {
        break;
      }
      peer = next;
      if (!proxies.contain(peer)) {
        break;
      }
    }
    return new Peer(peer);
  }

  /** What one caller has for himself: an IPv4 address, or the /64 of an IPv6 one. */
  String network() {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes == null || bytes.length == 4 ? address : HexFormat.of().formatHex(bytes, 0, 8);
  }

  /** An IPv4 address has one spelling only; Java writes IPv6 its own way, and the interface too. */
  private static @Nullable String usual(String connected) {
    if (connected.indexOf(':') < 0) {
      return connected;
    }
    int zone = connected.indexOf('%');
    return AddressBlocks.canonical(zone < 0 ? connected : connected.substring(0, zone));
  }

  private static String withoutPort(String hop) {
    Matcher written = WITH_PORT.matcher(hop);
    if (!written.matches()) {
      return hop;
    }
    return written.group(1) == null ? written.group(2) : written.group(1);
  }
}
