package dev.trunkline.load.vendor;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The history APIs of Convoso, Knowlarity, OneCom and Knowrithm, on one loopback port, with the
 * real ones' quirks and whatever troubles are wished. Their time is a given clock's: what has not
 * happened by it is not told. Safe for several threads.
 */
public final class FakeVendors implements AutoCloseable {

  private final Loopback server;
  private final Clock clock;
  private final Troubles troubles = new Troubles();
  private final ConvosoDesk convoso;
  private final KnowlarityDesk knowlarity;
  private final OneComDesk onecom;
  private final KnowrithmDesk knowrithm;
  private final Reception reception;

  private FakeVendors(Settings settings, Credentials credentials, Clock clock) {
    this.clock = clock;
    this.server = Loopback.at(settings);
    this.convoso = new ConvosoDesk(settings, Behaviours.PROPER, server::base);
    this.knowlarity = new KnowlarityDesk(settings, credentials);
    this.onecom = new OneComDesk(credentials);
    this.knowrithm = new KnowrithmDesk(settings, credentials);
    List<Desk> desks = List.of(convoso, knowlarity, onecom, knowrithm);
    this.reception = new Reception(settings, clock, desks, troubles);
    server.serve(reception::reply);
  }

  /** Starts them with the usual settings and credentials. */
  public static FakeVendors start(Clock clock) {
    return start(Settings.usual(), Credentials.usual(), clock);
  }

  /**
   * Starts them.
   *
   * @throws UncheckedIOException if the port is taken
   */
  public static FakeVendors start(Settings settings, Credentials credentials, Clock clock) {
    return new FakeVendors(settings, credentials, clock);
  }

  /** Where they listen: scheme, host and port, without a path. */
  public URI base() {
    return server.base();
  }

  /**
   * The address of what is behind a door.
   *
   * @throws IllegalArgumentException for doors without a history
   */
  public URI api(Visit.Door door) {
    return switch (door) {
      case RECORDINGS -> base().resolve("/v1/leads/get-recordings");
      case LOG -> base().resolve("/v1/log/retrieve");
      case KNOWLARITY -> base().resolve("/Basic/v1/account/calllog");
      case ONECOM -> base().resolve("/pbx/proxyapi.php");
      case KNOWRITHM -> base().resolve("/api/v1/lead/company");
      case AUDIO, MOVED, NONE -> throw new IllegalArgumentException("door: has no history");
    };
  }

  /** One more call at Convoso; told from its end on. */
  public void add(ScriptedCall call) {
    convoso.add(List.of(call));
  }

  /** One more call at Knowlarity; told from its end on. */
  public void add(KnowlarityCall call) {
    knowlarity.add(List.of(call));
  }

  /** One more call at OneCom; told 10 to 30 seconds after its end. */
  public void add(OneComCall call) {
    onecom.add(List.of(call));
  }

  /** One more lead at Knowrithm; told from its creation on. */
  public void add(KnowrithmLead lead) {
    knowrithm.add(List.of(lead));
  }

  /** All of it. */
  public void add(Traffic traffic) {
    convoso.add(traffic.convoso());
    knowlarity.add(traffic.knowlarity());
    onecom.add(traffic.onecom());
    knowrithm.add(traffic.knowrithm());
  }

  /** After the troubles that are told already, this for so many requests at this door. */
  public void next(Visit.Door door, int times, Behaviour behaviour) {
    troubles.next(door, times, behaviour);
  }

  /**
   * From now on 429 and a {@code Retry-After} for whoever asks more often, by the clock. Troubles
   * that are told wait for a request within the limit.
   */
  public void limit(Visit.Door door, int requests, Duration within) {
    troubles.limit(door, requests, within);
  }

  /** A new link to this recording of Convoso's, as a webhook would bring it. */
  public String link(ScriptedRecording recording) {
    return convoso.link(recording, clock.instant());
  }

  /** All requests so far, in the order in which they came. */
  public List<Visit> requests() {
    return reception.visits();
  }

  /** All requests at this door so far, in the order in which they came. */
  public List<Visit> requests(Visit.Door door) {
    return requests().stream().filter(visit -> visit.door() == door).toList();
  }

  /** How many connections were opened so far, with or without a request. */
  public int connections() {
    return server.connections();
  }

  /** Ends all connections; nothing that is slow is waited for. */
  @Override
  public void close() {
    server.close();
  }
}
