package dev.trunkline.plumbing.outbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client whose public internet is 127.0.0.2 and 127.0.0.3, with names and a clock of its own. */
final class Outbounds implements AutoCloseable {

  static final Lane LANE = Lane.of("acme");

  final Map<String, List<List<String>>> names = new HashMap<>();
  final List<String> asked = new ArrayList<>();
  final MeterRegistry meters = new SimpleMeterRegistry();
  final Ticking clock = new Ticking();
  final Outbound client =
      new Outbound(
          new OutboundSettings(
              AllowedAddresses.of(List.of("127.0.0.2/32", "127.0.0.3/32")),
              4,
              Duration.ofMinutes(1)),
          this::resolve,
          clock,
          meters);

  /** What a name resolves to, look-up by look-up; the last holds on. */
  @SafeVarargs
  final Outbounds name(String host, List<String>... answers) {
    names.put(host, new ArrayList<>(List.of(answers)));
    return this;
  }

  private synchronized List<InetAddress> resolve(String host) throws UnknownHostException {
    asked.add(host);
    List<List<String>> answers = names.get(host);
    if (answers == null) {
      throw new UnknownHostException(host);
    }
    List<InetAddress> found = new ArrayList<>();
    for (String address : answers.size() > 1 ? answers.removeFirst() : answers.getFirst()) {
      found.add(InetAddress.getByName(address));
    }
    return found;
  }

  static OutboundRequest get(String uri) {
    return OutboundRequest.get(LANE, URI.create(uri)).overPlainHttp();
  }

  static OutboundRequest get(Listener host) {
    return get("http://127.0.0.2:" + host.port() + "/recording?token=hidden");
  }

  double counted(String outcome) {
    return meters.counter("trunkline.outbound.requests", "key", "acme", "outcome", outcome).count();
  }

  @Override
  public void close() {
    client.close();
  }

  static final class Ticking extends Clock {
    private volatile Instant now = Instant.parse("2024-01-15T10:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
