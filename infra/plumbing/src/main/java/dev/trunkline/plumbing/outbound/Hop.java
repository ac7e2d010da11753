package dev.trunkline.plumbing.outbound;

import dev.trunkline.plumbing.outbound.OutboundRequest.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.net.WWWFormCodec;
import org.jspecify.annotations.Nullable;

/**
 * A hop of a request: where it goes and what may go there.
 *
 * @param form null when there is none, or a redirect turned the POST into a GET
 * @param redirects how many came before
 */
record Hop(
    OutboundRequest request,
    URI uri,
    Target target,
    Method method,
    @Nullable Map<String, String> form,
    int redirects) {

  static final int MOST_REDIRECTS = 3;

  /** Where the caller wants it to go. */
  static Hop first(OutboundRequest request) throws Target.Unfit {
    Target target = Target.of(request.uri(), request.plainHttp());
    Credential credential = request.credential();
    if (credential != null && credential.inQuery() && !credential.mayGoTo(target)) {
      throw new Target.Unfit(target.host() + " is no host that may get the credential");
    }
    return new Hop(request, request.uri(), target, request.method(), request.form(), 0);
  }

  /** Whether this status leads on to a Location. */
  static boolean leadsOn(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /**
   * Where an answer sends us.
   *
   * @throws Target.Unfit when it may not
   */
  Hop next(int status, String location) throws Target.Unfit {
    if (redirects == MOST_REDIRECTS) {
      throw new Target.Unfit("more than " + MOST_REDIRECTS + " redirects");
    }
    Target next;
    URI there;
    try {
      there = uri.resolve(new URI(location.strip()));
      next = Target.of(there, request.plainHttp());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new Target.Unfit("a redirect leads to what is no URL");
    } catch (Target.Unfit e) {
      throw new Target.Unfit("a redirect is not followed: " + e.reason());
    }
    if (target.secure() && !next.secure()) {
      throw new Target.Unfit("a redirect leads from https to http");
    }
    boolean keeps = status == 307 || status == 308;
    if (keeps && form != null && !next.host().equals(target.host())) {
      throw new Target.Unfit("a redirect would take the form to another host");
    }
    return keeps
        ? new Hop(request, there, next, method, form, redirects + 1)
        : new Hop(request, there, next, Method.GET, null, redirects + 1);
  }

  /** The message to send, with the credential where it may go. */
  ClassicHttpRequest message() {
    var message = new BasicClassicHttpRequest(method.name(), target.path());
    request.headers().forEach(message::addHeader);
    message.setHeader("Accept-Encoding", "identity");
    message.setHeader("Connection", "close");
    Credential credential = request.credential();
    if (credential != null && credential.mayGoTo(target)) {
      credential.headers().forEach(message::setHeader);
    }
    if (form != null) {
      List<NameValuePair> pairs = new ArrayList<>();
      form.forEach((name, value) -> pairs.add(new BasicNameValuePair(name, value)));
      message.setEntity(
          new StringEntity(
              WWWFormCodec.format(pairs, java.nio.charset.StandardCharsets.UTF_8),
              ContentType.APPLICATION_FORM_URLENCODED));
    }
    return message;
  }

  /** Where it goes, without path or query. */
  @Override
  public String toString() {
    return method + " " + target;
  }
}
