package dev.trunkline.recordings;

import dev.trunkline.plumbing.outbound.Credential;
import dev.trunkline.plumbing.outbound.Lane;
import dev.trunkline.plumbing.outbound.OutboundRequest;
import dev.trunkline.vendors.ApiRequest.Askable;
import dev.trunkline.vendors.Rate;
import dev.trunkline.vendors.Recordings;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** From what a definition asks for to what is sent. */
final class Requests {

  private static final int AT_ONCE = 4;
  private static final Pattern NOT_IN_A_KEY = Pattern.compile("[^a-z0-9._:-]");

  private Requests() {}

  /** A question to the API: whatever it holds is for the definition's hosts only. */
  static OutboundRequest api(Recordings source, String id, Askable asked) {
    OutboundRequest request =
        new OutboundRequest(
            lane(source, id),
            OutboundRequest.Method.valueOf(asked.method()),
            asked.uri(),
            Map.of(),
            OutboundRequest.form(asked.form()),
            new Credential(asked.headers(), true, source.hosts()),
            false);
    return "http".equalsIgnoreCase(asked.uri().getScheme()) ? request.overPlainHttp() : request;
  }

  /**
   * A download. A dead host opens a breaker of its own, not the API's, and not that of another
   * host: behind one for all of a source, copies that could be had would wait for links that nobody
   * answers any more.
   *
   * @param link as the vendor wrote it: where the request differs, a secret was added
   */
  static OutboundRequest link(Recordings source, String id, String link, Askable asked) {
    OutboundRequest request =
        OutboundRequest.get(lane(source, audio(id, asked.uri())), asked.uri());
    boolean inQuery = !asked.uri().toString().equals(link);
    if (asked.headers().isEmpty() && !inQuery) {
      return request.overPlainHttp();
    }
    request = request.with(new Credential(asked.headers(), inQuery, source.hosts()));
    // A credential is asked for over http only where the operator's own base is http.
    return "http".equalsIgnoreCase(asked.uri().getScheme()) ? request.overPlainHttp() : request;
  }

  private static String audio(String id, URI uri) {
    // Not the whole authority: who the user is may be a secret, and keys are shown in meters.
    String host = uri.getHost() == null ? "nowhere" : uri.getHost().toLowerCase(Locale.ROOT);
    String port = uri.getPort() == -1 ? "" : ":" + uri.getPort();
    return id + "/audio/" + NOT_IN_A_KEY.matcher(host).replaceAll("_") + port;
  }

  private static Lane lane(Recordings source, String key) {
    Rate rate = source.rate();
    int atOnce = source.concurrent() == 0 ? AT_ONCE : source.concurrent();
    return new Lane(key, atOnce, rate == null ? null : perSecond(rate));
  }

  private static double perSecond(Rate rate) {
    return rate.most() * 1_000.0 / rate.per().toMillis();
  }
}
