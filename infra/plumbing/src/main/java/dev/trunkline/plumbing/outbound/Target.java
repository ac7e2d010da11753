package dev.trunkline.plumbing.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes, read strictly: what parsers read differently is refused, not interpreted.
 *
 * @param host in lower case, an IPv6 address without its brackets
 * @param path what stands in the request line: path and query as written; may hold a secret
 */
record Target(boolean secure, String host, int port, String path) {

  /** Why something is no target. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String reason) {
      super(reason);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  // The last label starts with a letter: 2130706433, 0x7f.1 and 127.1 are no names.
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)(?:" + LABEL + "\\.)*(?=[a-z])" + LABEL);
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern QUAD = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
  private static final Pattern HEXTETS = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]+");

  /**
   * Reads a URI as a target.
   *
   * @param plainHttp whether http is good enough
   * @throws Unfit with a reason that holds nothing of the URI
   */
  static Target of(URI uri, boolean plainHttp) throws Unfit {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !scheme.equals("http")) {
      throw new Unfit("the scheme is neither https nor http");
    }
    if (!secure && !plainHttp) {
      throw new Unfit("the scheme is http where https is required");
    }
    String authority = uri.getRawAuthority();
    if (authority == null || uri.getRawUserInfo() != null || authority.indexOf('@') >= 0) {
      throw new Unfit(authority == null ? "it names no host" : "it carries user information");
    }
    String host = host(uri);
    int port = uri.getPort() == -1 ? (secure ? 443 : 80) : uri.getPort();
    if (port < 1 || port > 65535) {
      throw new Unfit("its port is none");
    }
    URI ascii = URI.create(uri.toASCIIString());
    String path =
        ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return new Target(
        secure, host, port, ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery());
  }

  private static String host(URI uri) throws Unfit {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && host.endsWith("]")) {
      String inside = host.substring(1, host.length() - 1);
      if (HEXTETS.matcher(inside).matches() && literal(inside) != null) {
        return inside;
      }
    } else if (NAME.matcher(host).matches() || QUAD.matcher(host).matches()) {
      return host;
    }
    throw new Unfit("its host is neither a plain name nor a plain address");
  }

  /** The address that this text is, without asking anyone; null when it is none. */
  static @Nullable InetAddress literal(String text) {
    boolean six = HEXTETS.matcher(text).matches();
    if (!six && !QUAD.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(six ? "[" + text + "]" : text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return (secure ? "https://" : "http://") + host + ":" + port;
  }
}
