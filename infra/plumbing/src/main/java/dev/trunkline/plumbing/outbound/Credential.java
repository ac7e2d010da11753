package dev.trunkline.plumbing.outbound;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What proves us to a vendor, and the hosts that may see it.
 *
 * @param headers header name to secret value; empty when the secret is only in the query or form
 * @param inQuery whether the request's own query or form carries a secret: such a request is
 *     forbidden to go to any other host. Headers are left out there instead
 * @param hosts exact host names, or addresses without brackets
 */
public record Credential(Map<String, String> headers, boolean inQuery, Set<String> hosts) {

  /** Names are read without regard to case. */
  public Credential {
    headers = Map.copyOf(headers);
    headers.forEach(OutboundRequest::checkHeader);
    hosts =
        hosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
  }

  boolean mayGoTo(Target target) {
    return hosts.contains(target.host());
  }

  /** Where it may go; never what it is. */
  @Override
  public String toString() {
    return "Credential[hosts=" + hosts + "]";
  }
}
