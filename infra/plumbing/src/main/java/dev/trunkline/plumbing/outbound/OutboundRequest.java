package dev.trunkline.plumbing.outbound;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to a vendor.
 *
 * @param headers that are no secret; they go along to wherever a redirect leads
 * @param form sent as {@code application/x-www-form-urlencoded} in UTF-8; null with a GET
 * @param plainHttp whether http will do, as where the definition's or the operator's own URL is
 *     http
 */
public record OutboundRequest(
    Lane lane,
    Method method,
    URI uri,
    Map<String, String> headers,
    @Nullable Map<String, String> form,
    @Nullable Credential credential,
    boolean plainHttp) {

  /** The methods that vendors' APIs need. */
  public enum Method {
    GET,
    POST
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
  private static final Set<String> OURS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "accept-encoding",
          "te",
          "upgrade",
          "expect",
          "trailer",
          "content-type",
          "range");
  private static final Set<String> SECRET =
      Set.of("authorization", "cookie", "proxy-authorization");

  /** Refuses headers that are ours to send, or that belong into a {@link Credential}. */
  public OutboundRequest {
    headers = Map.copyOf(headers);
    headers.forEach(OutboundRequest::checkHeader);
    for (String name : headers.keySet()) {
      if (SECRET.contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("header " + name + " belongs into the credential");
      }
    }
    if ((form != null) != (method == Method.POST)) {
      throw new IllegalArgumentException("a POST has a form, a GET has none");
    }
    form = form == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(form));
  }

  /** A GET without headers or credential, over https. */
  public static OutboundRequest get(Lane lane, URI uri) {
    return new OutboundRequest(lane, Method.GET, uri, Map.of(), null, null, false);
  }

  /** A POST of a form without headers or credential, over https. */
  public static OutboundRequest post(Lane lane, URI uri, Map<String, String> form) {
    return new OutboundRequest(lane, Method.POST, uri, Map.of(), form, null, false);
  }

  /**
   * The fields of a form that is encoded already, in its order.
   *
   * @param encoded application/x-www-form-urlencoded in UTF-8; null: there is no form
   */
  public static @Nullable Map<String, String> form(@Nullable String encoded) {
    if (encoded == null) {
      return null;
    }
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The same with these headers. */
  public OutboundRequest with(Map<String, String> headers) {
    return new OutboundRequest(lane, method, uri, headers, form, credential, plainHttp);
  }

  /** The same with this credential. */
  public OutboundRequest with(Credential credential) {
    return new OutboundRequest(lane, method, uri, headers, form, credential, plainHttp);
  }

  /** The same, content with http. */
  public OutboundRequest overPlainHttp() {
    return new OutboundRequest(lane, method, uri, headers, form, credential, true);
  }

  static void checkHeader(String name, String value) {
    if (!NAME.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("header '" + name + "' is not the caller's to set");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("header " + name + " is not printable ASCII");
    }
  }

  /** Method, key and host: never a path, query, header or form. */
  @Override
  public String toString() {
    return "OutboundRequest[" + lane.key() + " " + method + " " + uri.getHost() + "]";
  }
}
