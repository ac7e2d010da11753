package dev.trunkline.recordings;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.load.vendor.Ending;
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
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.SteppingClock;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Recordings;
import dev.trunkline.vendors.Vendors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole stage against a vendor that answers as Convoso does, over HTTP and real topics, the
 * time made to fly: {@code -Dtrunkline.recordings} calls of {@code -Dtrunkline.seed}.
 */
@WithBackbone
class VendorStoriesTest {

  private static final int CALLS = Integer.getInteger("trunkline.recordings", 12);
  private static final long SEED = Long.getLong("trunkline.seed", 5);

  private final SteppingClock clock = new SteppingClock(Script.MORNING);

  @TempDir Path folder;

  @Test
  void everySearchEndsAsItMust(Backbone backbone) throws IOException {
    Script script = Script.random(SEED, CALLS);
    clock.to(Script.MORNING.plus(Duration.ofHours(2)));
    try (FakeConvoso vendor = FakeConvoso.start(clock, script);
        Outbound outbound = outbound();
        FilesystemStore store = store()) {
      Definitions definitions = Dialer.definitions(Vendors.builtIn(), vendor.base());
      RecordingSources sources = source -> Recordings.of(definitions, source);
      SourcePolicies policies = new SourcePolicies(sources, true);
      Limits limits = new Limits(4L << 20, Duration.ofSeconds(20), 0, Duration.ofSeconds(10));
      Attempting attempting =
          new VendorAttempt(
              sources, policies, outbound, new Downloads(outbound, store, limits, clock), clock);
      try (Members members = new Members(backbone, clock, policies)) {
        // when
        for (ScriptedCall call : script.calls()) {
          Dialer.requests(definitions, call).forEach(members::ask);
        }
        members.start(attempting);
        new Flight(members, clock, Duration.ofSeconds(20), CALLS).untilAllHaveEnded();

        // then
        verify(members.told(), script, vendor);
      }
    }
  }

  private Outbound outbound() {
    return new Outbound(
        OutboundSettings.DEFAULT.allowing(AllowedAddresses.of(List.of("127.0.0.1/32"))),
        Resolver.system(),
        clock,
        new SimpleMeterRegistry());
  }

  private FilesystemStore store() throws IOException {
    return new FilesystemStore(folder, Access.OWNER, dev.trunkline.recordings.audio.Limits.USUAL);
  }

  private void verify(List<RecordingEvent> told, Script script, FakeConvoso vendor)
      throws IOException {
    Map<String, List<RecordingEvent>> byCall =
        told.stream().collect(groupingBy(event -> String.valueOf(event.vendorCallId())));
    Map<String, Integer> ends = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    script
        .endings()
        .forEach(
            (call, ending) -> {
              RecordingEvent last = byCall.getOrDefault(call, List.of()).getLast();
              Ending.Outcome outcome = ending.whenStoring();
              ends.merge(last.eventType().wire() + ": " + last.reason(), 1, Integer::sum);
              if (last.eventType() != expected(outcome.end())
                  || (last.eventType() == EventType.RECORDING_GIVEN_UP && last.reason() == null)) {
                wrong.add(call + " " + outcome + ": " + last.eventType() + " " + last.reason());
              }
            });
    System.out.println("recordings: " + ends);
    assertThat(wrong).isEmpty();
    assertThat(vendor.requests()).allMatch(visit -> visit.status() > 0);
    // What is told is there, whole, and nothing else is.
    List<String> kept =
        told.stream().map(RecordingEvent::sha256).filter(Objects::nonNull).distinct().toList();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .allMatch(name -> kept.contains(name.substring(0, 64)))
          .hasSameSizeAs(kept);
    }
    assertThat(told)
        .allSatisfy(
            event ->
                assertThat(String.valueOf(event.recordingUrl()))
                    .doesNotContain("rlt=")
                    .doesNotContain("token-of-the-fake"));
  }

  private static EventType expected(Ending.End end) {
    return switch (end) {
      case FOUND -> EventType.RECORDING_FOUND;
      case STORED -> EventType.RECORDING_STORED;
      case GIVEN_UP -> EventType.RECORDING_GIVEN_UP;
    };
  }

  /** The guide's own story: a call without a recording's URL; two minutes later it has one. */
  @Test
  void theGuidesOwnStory(Backbone backbone) throws IOException {
    ScriptedCall call = ScriptedCall.of(1, Script.MORNING, 120);
    Instant end = Script.MORNING.plusSeconds(120);
    clock.to(end.plusSeconds(1));
    try (FakeConvoso vendor = FakeConvoso.start(clock, Script.of(call));
        Outbound outbound = outbound();
        FilesystemStore store = store()) {
      Definitions definitions = Dialer.definitions(Vendors.builtIn(), vendor.base());
      RecordingSources sources = source -> Recordings.of(definitions, source);
      SourcePolicies policies = new SourcePolicies(sources, false);
      Attempting attempting =
          new VendorAttempt(
              sources,
              policies,
              outbound,
              new Downloads(outbound, store, Limits.DOWNLOAD, clock),
              clock);
      try (Members members = new Members(backbone, clock, policies)) {
        Dialer.requests(definitions, call).forEach(members::ask);
        members.start(attempting);
        new Flight(members, clock, Duration.ofSeconds(5), 1).untilAllHaveEnded();

        List<RecordingEvent> told = members.told();
        assertThat(told)
            .extracting(RecordingEvent::eventType)
            .containsExactly(EventType.RECORDING_WANTED, EventType.RECORDING_FOUND);
        assertThat(told.getFirst().nextAttemptAt()).isEqualTo(end.plus(Duration.ofMinutes(2)));
        assertThat(vendor.requests())
            .hasSize(1)
            .allSatisfy(
                visit ->
                    assertThat(visit.at())
                        .isAfterOrEqualTo(end.plus(Duration.ofMinutes(2)))
                        .isBefore(end.plus(Duration.ofSeconds(130))));
        assertThat(told.getLast().recordingUrl()).startsWith(vendor.base().toString());
      }
    }
  }
}
