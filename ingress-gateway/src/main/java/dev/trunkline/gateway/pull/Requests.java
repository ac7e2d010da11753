package dev.trunkline.gateway.pull;

import dev.trunkline.plumbing.outbound.Credential;
import dev.trunkline.plumbing.outbound.Lane;
import dev.trunkline.plumbing.outbound.OutboundRequest;
import dev.trunkline.vendors.ApiRequest.Askable;
import dev.trunkline.vendors.Pulls;
import dev.trunkline.vendors.Rate;
import java.util.Map;

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
            OutboundRequest.form(asked.form()),
            new Credential(asked.headers(), true, pulls.hosts()),
            false);
    return "http".equalsIgnoreCase(asked.uri().getScheme()) ? request.overPlainHttp() : request;
  }
}
