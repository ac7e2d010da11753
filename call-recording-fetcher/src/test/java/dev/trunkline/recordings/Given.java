package dev.trunkline.recordings;

import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.RecordingRequest.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Calls and policies for tests. */
final class Given {

  static final Instant END = Instant.parse("2026-03-01T10:00:00Z");
  static final List<Duration> THEN =
      List.of(2, 2, 2, 2, 2, 5, 10, 20, 40, 60, 60, 180).stream().map(Duration::ofMinutes).toList();

  private Given() {}

  static Policy policy(boolean storing) {
    return new Policy(Duration.ofMinutes(2), THEN, null, storing, Given::withoutQuery);
  }

  static Policy silent() {
    return new Policy(
        Duration.ofMinutes(2), THEN, "source dialer has no API secret", false, Given::withoutQuery);
  }

  private static String withoutQuery(String link) {
    int query = link.indexOf('?');
    return query < 0 ? link : link.substring(0, query);
  }

  static RecordingRequest request(Ask ask, String call, RecordingLink... links) {
    return request(ask, call, END, links);
  }

  static RecordingRequest request(Ask ask, String call, Instant end, RecordingLink... links) {
    return new RecordingRequest(
        ask,
        "dialer/" + call,
        "dialer",
        "convoso",
        call,
        "4711",
        end.minusSeconds(120),
        end,
        120,
        List.of(links),
        end.plusSeconds(1),
        "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f",
        "6f1c4b52-3a6e-5d0c-9a57-7d1f0b2c8e44",
        "definition",
        null,
        null,
        null);
  }

  static RecordingLink link(String id) {
    return new RecordingLink(
        "https://vendor.example/" + id + ".mp3?rlt=token-" + id, id, null, null, null);
  }

  static Copy copy(Instant at) {
    return new Copy("ab".repeat(32), 1_000, "audio/mpeg", at);
  }
}
