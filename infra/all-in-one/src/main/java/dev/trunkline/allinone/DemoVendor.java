package dev.trunkline.allinone;

import dev.trunkline.allinone.drill.Dialer;
import dev.trunkline.load.Post;
import dev.trunkline.load.Reply;
import dev.trunkline.load.Sender;
import dev.trunkline.load.vendor.ConvosoCalls;
import dev.trunkline.load.vendor.FakeConvoso;
import dev.trunkline.load.vendor.Script;
import dev.trunkline.load.vendor.ScriptedCall;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.RecordingSettings;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Sources;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The demo's dialer, on loopback: it reports calls that ended almost two minutes ago and has no
 * recording of them yet; the API that it is asked for them afterwards is its own.
 */
final class DemoVendor implements Dialer {

  /** What the stages must be told, to ask somebody on this machine. */
  static final Map<String, Object> PROPERTIES =
      Map.of("trunkline.recordings.allow-addresses", "127.0.0.1/32");

  /** The demo source that it is. */
  static final String SOURCE = "convoso";

  /** So that the first attempt, two minutes after the end, can be seen coming. */
  private static final Duration SINCE_END = Duration.ofSeconds(116);

  private static final int SECONDS = 60;
  private static final int LATE_ONE_IN = 3;
  private static final Duration LATE = Duration.ofSeconds(60);

  private final FakeConvoso vendor;
  private final Clock clock;
  private int number;
  private int calls;

  private DemoVendor(FakeConvoso vendor, Clock clock) {
    this.vendor = vendor;
    this.clock = clock;
    // Other calls than the last run's.
    this.number = (int) (clock.instant().getEpochSecond() % 10_000_000) * 100;
  }

  static DemoVendor start(Clock clock) {
    return new DemoVendor(FakeConvoso.start(clock, Script.of()), clock);
  }

  /** The demo's sources, of which the dialer's recordings are asked for here, and stored. */
  @Override
  public Sources at(Sources sources) {
    return at(vendor.base(), sources);
  }

  /** The same, of a dialer in another process. */
  static Sources at(URI base, Sources sources) {
    List<Source> all =
        sources.all().stream()
            .map(source -> source.id().equals(SOURCE) ? asking(base, source) : source)
            .toList();
    return new Sources(all, sources.warnings());
  }

  private static Source asking(URI base, Source source) {
    return new Source(
        source.id(),
        source.vendor(),
        source.zone(),
        source.region(),
        source.proofs(),
        source.paths(),
        source.closedDoors(),
        source.rate(),
        source.intake(),
        source.fields(),
        source.ownNumbers(),
        source.sharedPhones(),
        source.agents(),
        source.defaultLeadName(),
        new RecordingSettings(new Secret("demo-vendor", "token-of-the-fake"), base, true, true),
        source.pull());
  }

  @Override
  public URI base() {
    return vendor.base();
  }

  /** The recording of every third call comes late. */
  @Override
  public CompletableFuture<Reply> call(Sender sender, Definitions definitions) {
    return call(sender, definitions, ++calls % LATE_ONE_IN == 0);
  }

  /**
   * Reports one more call.
   *
   * @param late whether its recording is not there at the first attempt yet
   */
  CompletableFuture<Reply> call(Sender sender, Definitions definitions, boolean late) {
    Instant end = clock.instant().minus(SINCE_END).truncatedTo(ChronoUnit.SECONDS);
    ScriptedCall call = ScriptedCall.of(number++, end.minusSeconds(SECONDS), SECONDS);
    if (late) {
      Instant appears = clock.instant().plus(LATE);
      call = call.recording(recording -> recording.appearingAt(appears));
    }
    vendor.add(call);
    Door door =
        definitions.doors().stream()
            .filter(d -> d.source().equals(SOURCE) && d.name().equals("call"))
            .findFirst()
            .orElseThrow();
    byte[] body = ConvosoCalls.pacific().ended(call);
    return sender.send(door, new Post("POST", null, "application/json", body));
  }

  @Override
  public void close() {
    vendor.close();
  }
}
