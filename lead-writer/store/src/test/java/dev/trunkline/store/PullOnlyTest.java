package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.store.Story.At;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no webhook told of. */
class PullOnlyTest {

  private static TestDatabase database;

  @BeforeAll
  static void aDatabase() {
    database = TestDatabase.fresh();
  }

  @BeforeEach
  void empty() {
    database.empty();
  }

  @Test
  void aCallThatOnlyPagesToldOfIsCountedOnTheDayOfItsStartInAnyOrder() {
    // given
    Told lost = page(1, "lost", "2026-02-27T23:59:59.999Z");
    Told lostAgain = page(2, "lost", "2026-02-27T23:59:59.999Z");
    Told timeless = second(3).call("timeless", "call.logged", "status", "missed");
    Told pulledFirst = page(4, "both", "2026-02-28T01:00:00Z");
    Told pushedLater = page(5, "both", "2026-02-28T01:00:00Z");
    Told pushed = second(6).call("pushed", "call.completed", "status", "missed");
    Told misread = second(7).call("corrected", "call.completed", "status", "missed");
    Told corrected = second(7).replay(1).call("other", "call.completed", "status", "missed");
    Told alsoPulled = page(8, "corrected", "2026-02-28T02:00:00Z");
    List<Runnable> steps = new ArrayList<>();
    for (Told told :
        List.of(
            lost,
            lostAgain,
            timeless,
            pulledFirst,
            pushedLater,
            pushed,
            misread,
            corrected,
            alsoPulled)) {
      steps.add(() -> database.write(List.of(told)));
      steps.add(() -> database.store().write(new Batch(List.of(), List.of(manifest(told)))));
    }
    for (int n : List.of(1, 2, 3, 4, 8)) {
      steps.add(() -> database.store().archive(List.of(payload(n, "onecom", "pulled:cdrs"))));
    }
    for (int n : List.of(5, 6, 7)) {
      steps.add(() -> database.store().archive(List.of(payload(n, "onecom", "hmac:1"))));
    }
    Random random = new Random(6);

    for (int i = 0; i < 2; i++) {
      // when
      database.empty();
      List<Runnable> order = new ArrayList<>(steps);
      order.addAll(steps.subList(0, 9));
      Collections.shuffle(order, random);
      order.forEach(Runnable::run);
      database.jdbi().useHandle(handle -> handle.execute("delete from app.payloads"));

      // then
      assertThat(counted())
          .as("in any order, and after the payloads are gone")
          .containsExactly(
              Map.of("source", "onecom", "day", "2026-02-27", "pull_only", 1L),
              Map.of("source", "onecom", "day", "2026-02-28", "pull_only", 1L),
              Map.of("source", "onecom", "day", "2026-03-01", "pull_only", 1L));
    }
  }

  @Test
  void leadsAreCountedOfASourceWithoutCalls() {
    // given
    Told pulled = second(1).lead("knowrithm", "vendor_lead_id", "a", "phone", "+12025550143");
    Told again = second(2).lead("knowrithm", "vendor_lead_id", "a", "status", "qualified");
    Told both = second(3).lead("knowrithm", "vendor_lead_id", "b", "phone", "+12025550144");
    Told pushed = second(4).lead("knowrithm", "vendor_lead_id", "b", "status", "qualified");
    Told ofACall = second(5).lead("onecom", "vendor_lead_id", "c", "phone", "+12025550145");
    Told call = second(6).call("c", "call.completed", "status", "missed");

    // when
    for (Told told : List.of(pulled, again, both, pushed, ofACall, call)) {
      database.store().write(new Batch(List.of(told), List.of(manifest(told))));
    }
    for (int n : List.of(1, 2, 3)) {
      database.store().archive(List.of(payload(n, "knowrithm", "pulled:leads")));
    }
    database.store().archive(List.of(payload(5, "onecom", "pulled:cdrs")));

    // then
    assertThat(counted())
        .containsExactly(
            Map.of("source", "knowrithm", "day", "2026-03-01", "pull_only", 1L),
            Map.of("source", "onecom", "day", "2026-03-01", "pull_only", 0L));
  }

  private static List<Map<String, Object>> counted() {
    return database.query(
        "select source, day::text as day, pull_only from analytics.completeness order by 1, 2");
  }

  private static Told page(long second, String id, String startedAt) {
    return second(second).call(id, "call.logged", "status", "missed", "started_at", startedAt);
  }

  private static ArchivedPayload payload(long second, String source, String proof) {
    At at = second(second);
    Delivery delivery =
        new Delivery(
            at.delivery(),
            source,
            source,
            "cdrs",
            Story.START.plusSeconds(second),
            "GET",
            null,
            null,
            "",
            proof,
            null,
            Map.of(),
            null,
            new byte[0]);
    return new ArchivedPayload(delivery, "raw." + source + ".v1", 0, second, Story.START);
  }
}
