package dev.trunkline.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.RecordingRequest.Ask;
import dev.trunkline.load.vendor.FakeConvoso;
import dev.trunkline.load.vendor.Script;
import dev.trunkline.load.vendor.ScriptedCall;
import dev.trunkline.plumbing.outbound.AllowedAddresses;
import dev.trunkline.plumbing.outbound.Limits;
import dev.trunkline.plumbing.outbound.Outbound;
import dev.trunkline.plumbing.outbound.OutboundSettings;
import dev.trunkline.plumbing.outbound.Resolver;
import dev.trunkline.recordings.audio.Access;
import dev.trunkline.recordings.audio.FilesystemStore;
import dev.trunkline.testbed.SteppingClock;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Recordings;
import dev.trunkline.vendors.Vendors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links to a host that is no more, among links that hold. */
class DeadLinksTest {

  private static final int DEAD = 40;

  private final SteppingClock clock = new SteppingClock(Script.MORNING);

  @TempDir Path folder;

  @Test
  void aHostThatIsGoneHoldsUpNoCopyFromAnother() throws Exception {
    ScriptedCall call = ScriptedCall.of(1, Script.MORNING, 120);
    clock.to(Script.MORNING.plusSeconds(600));
    try (FakeConvoso vendor = FakeConvoso.start(clock, Script.of(call));
        Outbound outbound = outbound();
        FilesystemStore store =
            new FilesystemStore(
                folder, Access.OWNER, dev.trunkline.recordings.audio.Limits.USUAL)) {
      Definitions definitions = Dialer.definitions(Vendors.builtIn(), vendor.base());
      RecordingSources sources = source -> Recordings.of(definitions, source);
      VendorAttempt attempt =
          new VendorAttempt(
              sources,
              new SourcePolicies(sources, true),
              outbound,
              new Downloads(outbound, store, Limits.DOWNLOAD, clock),
              clock);

      // when
      List<Cause> dead = new ArrayList<>();
      String gone = "http://127.0.0.1:" + closedPort() + "/";
      for (int i = 0; i < DEAD; i++) {
        RecordingLink link = new RecordingLink(gone + i, "r" + i, null, null, null);
        Signal.Tried tried = attempt.attempt(job(Given.request(Ask.PRESENT, "d" + i, link)));
        dead.add(tried.troubles().getFirst().cause());
      }
      RecordingRequest good = Dialer.requests(definitions, call).getFirst();
      Signal.Tried tried = attempt.attempt(job(good));

      // then: the dead host is left alone, and only it
      assertThat(dead.getFirst()).isEqualTo(Cause.VENDOR_FAILED);
      assertThat(dead.getLast()).isEqualTo(Cause.HELD_BACK);
      assertThat(tried.troubles()).isEmpty();
      assertThat(tried.recordings()).hasSize(1).allMatch(recording -> recording.copy() != null);
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Job job(RecordingRequest request) {
    List<Recording> recordings = Recording.merge(List.of(), request.links(), link -> link);
    return new Job(
        request,
        Job.Phase.TRYING,
        1,
        1,
        null,
        clock.instant(),
        recordings,
        null,
        null,
        clock.instant());
  }

  private Outbound outbound() {
    return new Outbound(
        OutboundSettings.DEFAULT.allowing(AllowedAddresses.of(List.of("127.0.0.1/32"))),
        Resolver.system(),
        clock,
        new SimpleMeterRegistry());
  }
}
