package dev.trunkline.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often sources deliver; it is half past two. */
class PaceTest {

  private static final Instant NOW = Instant.parse("2026-03-30T14:30:00Z");
  private static final Instant HOUR = Instant.parse("2026-03-30T14:00:00Z");

  private static TestDatabase database;

  @BeforeAll
  static void deliveries() {
    database = TestDatabase.fresh();
    database
        .store()
        .configure(
            List.of(
                configured("busy"),
                configured("young"),
                configured("silent"),
                configured("fetched")));
    List<ArchivedPayload> payloads = new ArrayList<>();
    for (int week = 1; week <= 4; week++) {
      Instant then = HOUR.minus(Duration.ofDays(7L * week));
      payloads.addAll(came("busy", "hmac:1", 10 * week, then));
      payloads.addAll(came("busy", "pulled:cdrs", 2, then));
      payloads.addAll(came("busy", "hmac:1", 7, then.minus(Duration.ofHours(1))));
      payloads.addAll(came("busy", "hmac:1", 5, then.plus(Duration.ofHours(1))));
    }
    payloads.addAll(came("busy", "hmac:1", 3, HOUR));
    payloads.addAll(came("busy", "pulled", 1, HOUR.plusSeconds(600)));
    payloads.addAll(came("young", "none", 4, HOUR.minus(Duration.ofDays(6))));
    payloads.addAll(came("young", "none", 1, HOUR.minus(Duration.ofDays(8))));
    for (int day = 1; day <= 28; day++) {
      payloads.addAll(came("silent", "none", 3, HOUR.minus(Duration.ofDays(day))));
    }
    for (int day = 0; day <= 70; day++) {
      Instant then = HOUR.plus(Duration.ofDays(day));
      payloads.addAll(came("silent", "pulled:cdrs", 2, then));
      payloads.addAll(came("fetched", "pulled:cdrs", 2, then));
    }
    database.store().archive(payloads);
    database.store().archive(payloads); // again: nothing doubles
  }

  @Test
  void aSourceIsComparedWithTheSameHourOfTheWeeksBefore() {
    Pace busy = pace("busy");

    assertThat(busy.current())
        .isEqualTo(
            new Pace.Hour(
                HOUR,
                new Pace.Arrived(3, 1),
                List.of(
                    new Pace.Arrived(10, 2),
                    new Pace.Arrived(20, 2),
                    new Pace.Arrived(30, 2),
                    new Pace.Arrived(40, 2))));
    assertThat(busy.current().usual()).isEqualTo(27);
    assertThat(busy.current().usualPushed()).isEqualTo(25);
    assertThat(busy.last().from()).isEqualTo(HOUR.minus(Duration.ofHours(1)));
    assertThat(busy.last().arrived().all()).isZero();
    assertThat(busy.last().usual()).isEqualTo(7);
    assertThat(busy.lastDeliveryAt()).isEqualTo(HOUR.plusSeconds(600));
    assertThat(busy.lastPushedAt()).isEqualTo(HOUR.plusSeconds(2));
    assertThat(busy.lastJudgedAt()).isNull();
  }

  @Test
  void aSilenceIsComparedWithTheSameStretchOfTheWeeksBefore() {
    Stretch busy = stretch("busy", HOUR.plus(Duration.ofMinutes(90)));

    assertThat(busy.from()).isEqualTo(HOUR.plusSeconds(2));
    // Of the hour that begins with it all that came later, and the five of the hour behind it.
    assertThat(busy.weeks()).containsExactly(12L, 22L, 32L, 42L);
    assertThat(busy.elements()).isZero();
  }

  /** However much we fetch meanwhile; beside weeks that are silent themselves nothing is one. */
  @ParameterizedTest
  @ValueSource(ints = {8, 20, 27, 28, 34, 35, 60, 300})
  void aLongSilenceIsComparedWithTheWeeksBeforeItBegan(int days) {
    Instant last = HOUR.minus(Duration.ofDays(1)).plusSeconds(2);

    Stretch silent = stretch("silent", last.plus(Duration.ofDays(days)));

    assertThat(silent.weeks()).containsExactly(21L, 21L, 21L, 21L);
    assertThat(silent.days()).startsWith(3L, 3L, 3L);
    assertThat(pace("silent", last.plus(Duration.ofDays(days))).lastPushedAt()).isEqualTo(last);
  }

  @Test
  void whatIsOnlyFetchedHasNoUsualPace() {
    Instant later = HOUR.plus(Duration.ofDays(60));

    assertThat(stretch("fetched", later).weeks()).isEmpty();
    assertThat(stretch("fetched", later).days()).isEmpty();
    assertThat(pace("fetched", later).lastPushedAt()).isNull();
  }

  @Test
  void weeksBeforeASourceWasThereSayNothing() {
    Pace young = pace("young");

    assertThat(young.current().weeks()).isEqualTo(1);
    assertThat(young.current().usual()).isZero();
    assertThat(young.current().arrived()).isEqualTo(new Pace.Arrived(0, 0));
  }

  @Test
  void whatCannotBeReadIsCountedForADay() {
    // given
    List<Manifest> manifests = new ArrayList<>();
    for (Duration ago : List.of(Duration.ofHours(1), Duration.ofHours(23), Duration.ofHours(25))) {
      manifests.add(
          new Manifest(
              DeliveryIds.next(),
              null,
              "onecom",
              NOW.minus(ago),
              "hash",
              List.of(
                  new Manifest.Element(0, Fate.DEAD, "uniqueid is missing", null),
                  new Manifest.Element(1, Fate.IGNORED, "a sign of life", null))));
    }

    // when
    database.store().write(new Batch(List.of(), manifests));

    // then
    Pace onecom = pace("onecom");
    assertThat(onecom.elements()).isEqualTo(4);
    assertThat(onecom.dead()).isEqualTo(2);
    assertThat(onecom.lastDeliveryAt()).isNull();
    assertThat(onecom.lastJudgedAt()).isEqualTo(NOW.minus(Duration.ofHours(1)));
  }

  private static SourceSettings configured(String source) {
    return new SourceSettings(source, source, null, List.of(), List.of(), List.of());
  }

  private static Stretch stretch(String source, Instant now) {
    return database.store().stretches(now).stream()
        .filter(stretch -> stretch.source().equals(source))
        .findFirst()
        .orElseThrow();
  }

  private static Pace pace(String source) {
    return pace(source, NOW);
  }

  private static Pace pace(String source, Instant now) {
    return database.store().pace(now).stream()
        .filter(pace -> pace.source().equals(source))
        .findFirst()
        .orElseThrow();
  }

  private static List<ArchivedPayload> came(String source, String proof, int times, Instant from) {
    List<ArchivedPayload> payloads = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      payloads.add(payload(source, proof, from.plusSeconds(i)));
    }
    return payloads;
  }

  private static ArchivedPayload payload(String source, String proof, Instant at) {
    Delivery delivery =
        new Delivery(
            DeliveryIds.next(),
            source,
            source,
            "call",
            at,
            "POST",
            null,
            null,
            "192.0.2.1",
            proof,
            null,
            Map.of(),
            null,
            "{}".getBytes(UTF_8));
    return new ArchivedPayload(delivery, "raw." + source + ".v1", 0, 0, at);
  }
}
