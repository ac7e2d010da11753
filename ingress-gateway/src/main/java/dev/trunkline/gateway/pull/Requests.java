package dev.trunkline.gateway.pull;

import dev.trunkline.plumbing.outbound.Credential;
import dev.trunkline.plumbing.outbound.Lane;
import dev.trunkline.plumbing.outbound.OutboundRequest;
import dev.trunkline.vendors.ApiRequest.Askable;
import dev.trunkline.vendors.Pulls;
import dev.trunkline.vendors.Rate;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what a definition asks for to what is sent. */
final class Requests {

  private Requests() {}

  /** Whatever it holds is for the definition's hosts only; one request of a source at a time. */
  static OutboundRequest of(Pulls pulls, Askable asked) {
    Rate rate = pulls.rate();
    OutboundRequest request =
        new OutboundRequest(
            new Lane(pulls.source() + "/pull", 1, rate.most() * 1_000.0 / rate.per().toMillis()),
            OutboundRequest.Method.valueOf(asked.method()),
            asked.uri(),
            Map.of(),
            form(asked.form()),
            new Credential(asked.headers(), true, pulls.hosts()),
            false);
    return "http".equalsIgnoreCase(asked.uri().getScheme()) ? request.overPlainHttp() : request;
  }

  private static @Nullable Map<String, String> form(@Nullable String encoded) {
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
}
