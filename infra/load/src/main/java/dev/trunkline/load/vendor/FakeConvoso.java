package dev.trunkline.load.vendor;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/**
 * Convoso's APIs for recordings and the call log, on loopback, with the real ones' quirks and a
 * script's troubles. Its time is a given clock's, so hours may fly. With the other vendors' APIs
 * beside it: {@link FakeVendors}.
 */
public final class FakeConvoso implements AutoCloseable {

  private final Loopback server;
  private final Clock clock;
  private final ConvosoDesk desk;
  private final Reception reception;

  private FakeConvoso(Settings settings, Clock clock, Script script) {
    this.clock = clock;
    this.server = Loopback.at(settings);
    this.desk = new ConvosoDesk(settings, script.log(), server::base);
    desk.add(script.calls());
    this.reception = new Reception(settings, clock, List.of(desk), new Troubles());
    server.serve(reception::reply);
  }

  /** Starts one with the usual settings. */
  public static FakeConvoso start(Clock clock, Script script) {
    return start(Settings.usual(), clock, script);
  }

  /**
   * Starts one.
   *
   * @throws UncheckedIOException if its port is taken
   */
  public static FakeConvoso start(Settings settings, Clock clock, Script script) {
    return new FakeConvoso(settings, clock, script);
  }

  /** Where it listens: scheme, host and port, without a path. */
  public URI base() {
    return server.base();
  }

  /** The address of the recordings of leads. */
  public URI recordingsApi() {
    return base().resolve("/v1/leads/get-recordings");
  }

  /** The address of the call log. */
  public URI logApi() {
    return base().resolve("/v1/log/retrieve");
  }

  /** One more call, from now on. */
  public void add(ScriptedCall call) {
    desk.add(List.of(call));
  }

  /** A new link to this recording, as a webhook would bring it. */
  public String link(ScriptedRecording recording) {
    return desk.link(recording, clock.instant());
  }

  /** All requests so far, in the order in which they came. */
  public List<Visit> requests() {
    return reception.visits();
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
