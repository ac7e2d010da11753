package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.delivery;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.store.Letters.LetterAct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LettersTest {

  private static final byte[] BODY = {0, -1, 7};
  private static final LetterAct ACT = new LetterAct(at(900), "dana", "the vendor's own tests");
  private static final String MISSING = "uniqueid (vendor_call_id) is missing";

  private static TestDatabase database;
  private static Letters letters;

  private long offset;

  @BeforeAll
  static void aDatabase() {
    database = TestDatabase.fresh();
    letters = database.store().letters();
  }

  @BeforeEach
  void thatIsEmpty() {
    database.empty();
  }

  @Test
  void readingATopicAgainChangesNothing() {
    // given
    List<KeptLetter> some = List.of(dead(1, 0, MISSING), dead(2, 0, "body is empty"));
    assertThat(letters.keep(some)).isEqualTo(2);
    letters.discard(LetterScope.places(List.of(some.getFirst().place())), ACT);
    List<Map<String, Object>> before = rows();

    // when, then
    assertThat(letters.keep(some)).isZero();
    letters.settle();
    assertThat(rows()).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void anyTextAnywhereIsKeptAndTheBytesAsTheyAre() {
    // given
    Random random = new Random(3);
    List<KeptLetter> some = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(500)];
      random.nextBytes(bytes);
      some.add(
          new KeptLetter(
              new LetterPlace(i % 2 == 0 ? "writer" : "normalizer", 0, i),
              Instant.EPOCH,
              text(random),
              text(random),
              text(random),
              text(random),
              null,
              random.nextInt(),
              null,
              text(random),
              null,
              1,
              text(random),
              text(random),
              bytes));
    }

    // when
    assertThat(letters.keep(some)).isEqualTo(300);

    // then
    some.forEach(
        one ->
            assertThat(letters.body(one.place()))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(one.body())));
    letters.settle();
    assertThat(letters.open(LetterScope.ALL).letters()).isEqualTo(300);
    assertThat(letters.newest(LetterScope.ALL, true, 1_000)).hasSize(300);
    assertThat(letters.groups(LetterScope.ALL, 1_000)).isNotEmpty();
  }

  @Test
  void lettersOfOneCauseAreAGroupTheLargestFirst() {
    // given
    List<KeptLetter> some = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      some.add(dead(i, 0, i % 10 == 0 ? "body is empty" : "body is no JSON, line 1, column " + i));
    }
    letters.keep(some);

    // when
    List<LetterGroup> groups = letters.groups(LetterScope.ALL, 10);

    // then
    assertThat(groups)
        .extracting(group -> group.cause().cause(), LetterGroup::open)
        .containsExactly(
            tuple("body is no JSON, line #, column #", 90L), tuple("body is empty", 10L));
    LetterGroup first = groups.getFirst();
    assertThat(first.sources()).containsExactly("onecom");
    assertThat(first.first()).isEqualTo(at(1));
    assertThat(first.last()).isEqualTo(at(99));
    assertThat(first.sampleDelivery()).isEqualTo(delivery(99));
    assertThat(letters.newest(LetterScope.group(first.id()), false, 1))
        .extracting(Letter::place)
        .containsExactly(first.sample());
    assertThat(letters.open(LetterScope.ALL)).isEqualTo(new Letters.Open(100, 2));
    assertThat(letters.groups(new LetterScope(null, null, "other", null, null), 10)).isEmpty();
    assertThat(letters.groups(new LetterScope(null, null, null, "writer", null), 10)).isEmpty();
    assertThat(letters.open(new LetterScope(null, null, null, null, at(98))).letters())
        .isEqualTo(2);
  }

  @Test
  void theDeliveriesOfOpenLettersAreFoundByGroupAndByCause() {
    // given
    List<KeptLetter> some =
        List.of(dead(1, 0, MISSING), dead(1, 1, MISSING), dead(2, 0, MISSING), dead(3, 0, "empty"));
    letters.keep(some);
    List.of(1, 2, 3).forEach(this::archive);
    letters.discard(LetterScope.places(List.of(some.get(2).place())), ACT);
    String group = letters.groups(LetterScope.ALL, 1).getFirst().id();

    // when, then
    assertThat(found(new Sought.By.Letters(group))).containsExactly(delivery(1));
    assertThat(found(new Sought.By.Failure("missing"))).containsExactly(delivery(1));
    assertThat(found(new Sought.By.Failure("m"))).containsExactly(delivery(1), delivery(3));
    assertThat(found(new Sought.By.Failure("MISSING"))).isEmpty();
  }

  private static List<String> found(Sought.By by) {
    return database.store().replays().find(new Sought(by, null, "onecom", at(0), null)).stream()
        .map(UUID::toString)
        .toList();
  }

  @Test
  void aLaterProcessingResolvesWhatItReadsAndReplacesWhatItDoesNot() {
    // given: three elements that died live, read again; the first is still dead, the third gone
    List<KeptLetter> all =
        new ArrayList<>(
            List.of(
                dead(1, 0, MISSING),
                dead(1, 1, MISSING),
                dead(1, 2, MISSING),
                dead(second(1).replay(1), MISSING)));
    Manifest live = manifest(second(1), Fate.DEAD, Fate.DEAD, Fate.DEAD);
    Manifest again = manifest(second(1).replay(1), Fate.DEAD, Fate.IGNORED);

    for (long seed = 0; seed < 6; seed++) {
      // when: told in any order, settled in between
      database.empty();
      List<Object> told = new ArrayList<>(all);
      told.add(live);
      told.add(again);
      Collections.shuffle(told, new Random(seed));
      for (Object one : told) {
        if (one instanceof KeptLetter letter) {
          letters.keep(List.of(letter));
        } else {
          database.store().write(new Batch(List.of(), List.of((Manifest) one)));
        }
        letters.settle();
      }

      // then
      assertThat(states())
          .containsExactly(
              "0 superseded", "1 resolved", "2 resolved", "0 open of " + Story.replay(1));
    }
  }

  @Test
  void aLetterIsOpenUntilALaterManifestIsThere() {
    // given
    letters.keep(List.of(dead(1, 0, MISSING), dead(second(2).replay(5), MISSING)));
    letters.settle();
    assertThat(states()).containsExactly("0 open", "0 open of " + Story.replay(5));

    // when: what the same, or an earlier processing says of it
    database
        .store()
        .write(
            new Batch(
                List.of(),
                List.of(
                    manifest(second(1), Fate.DEAD), manifest(second(2).replay(4), Fate.IGNORED))));
    letters.settle();

    // then
    assertThat(states()).containsExactly("0 open", "0 open of " + Story.replay(5));
  }

  @Test
  void aDeliveryThatIsKeptTwiceHasItsLetterOnce() {
    letters.keep(List.of(dead(1, 0, MISSING), dead(1, 0, MISSING), dead(1, 1, MISSING)));

    letters.settle();

    assertThat(states()).containsExactly("0 open", "0 superseded", "1 open");
  }

  @Test
  void whatTheWriterCouldNotWriteIsResolvedOnceItIsThere() {
    // given
    Told event = second(1).call("a", "call.completed");
    Manifest fates = manifest(second(2), Fate.IGNORED);
    KeptLetter ofEvent = written("calls.v1", event.json(), event.event().eventId(), 1);
    KeptLetter ofFates = written("fates.v1", "{}", null, 2);
    KeptLetter ofRaw = written("raw.onecom.v1", "x", null, 3);
    letters.keep(List.of(ofEvent, ofFates, ofRaw));
    letters.settle();
    assertThat(letters.open(LetterScope.ALL).letters()).isEqualTo(3);

    // when, then: each by itself
    database.write(List.of(event));
    assertThat(openPlaces()).containsExactly(ofFates.place(), ofRaw.place());
    database.store().write(new Batch(List.of(), List.of(fates)));
    assertThat(openPlaces()).containsExactly(ofRaw.place());
    archive(3);
    assertThat(openPlaces()).isEmpty();
    assertThat(letters.newest(LetterScope.ALL, true, 9))
        .extracting(Letter::closed)
        .containsOnly("resolved");
  }

  @Test
  void anEventOfAProcessingThatIsReplacedNeedNotBeWritten() {
    // given
    KeptLetter letter = written("calls.v1", "{}", null, 1);
    letters.keep(List.of(letter));

    // when
    database
        .store()
        .write(new Batch(List.of(), List.of(manifest(second(1).replay(1), Fate.IGNORED))));
    letters.settle();

    // then
    assertThat(letters.newest(LetterScope.ALL, true, 9))
        .extracting(Letter::closed)
        .containsExactly("superseded");
  }

  @Test
  void aLetterThatWasPutBackAndDiedAgainStandsThereAsTheLaterOne() {
    // given
    KeptLetter first = asked(1, null);
    letters.keep(List.of(first));

    // when
    KeptLetter again = asked(2, first.place());
    letters.keep(List.of(again));

    // then
    assertThat(openPlaces()).containsExactly(again.place());
    assertThat(letters.newest(LetterScope.places(List.of(again.place())), false, 1))
        .extracting(Letter::attempts)
        .containsExactly(2);
  }

  @Test
  void attemptsAreAllProcessingsThatFoundItDead() {
    letters.keep(
        List.of(
            dead(second(1).replay(7), MISSING),
            dead(1, 0, MISSING),
            dead(1, 0, MISSING), // kept twice, not tried twice
            dead(second(1).replay(3), "body is empty"),
            dead(second(1).index(1).replay(4), MISSING)));

    assertThat(letters.oldest(LetterScope.ALL, true, 9))
        .extracting(Letter::attempts)
        .containsExactly(3, 1, 1, 2, 1);
  }

  @Test
  void whatIsDiscardedStaysWithWhoWhenAndWhyAndSoDoesItsElementForThatCause() {
    // given
    KeptLetter one = dead(1, 0, MISSING);
    KeptLetter other = dead(2, 0, MISSING);
    letters.keep(List.of(one, other));

    // when
    int discarded =
        letters.discard(LetterScope.group(Cause.of("normalizer", MISSING, null).group()), ACT);

    // then
    assertThat(discarded).isEqualTo(2);
    assertThat(letters.newest(LetterScope.ALL, true, 9))
        .extracting(Letter::closed, Letter::closedBy, Letter::closedWhy, Letter::closedAt)
        .containsOnly(tuple("discarded", "dana", "the vendor's own tests", at(900)));
    assertThat(letters.body(one.place())).isPresent();

    // when: a replay finds them dead again, one for another cause
    KeptLetter same = dead(second(1).replay(1), MISSING);
    KeptLetter different = dead(second(2).replay(1), "body is empty");
    KeptLetter stranger = dead(3, 0, MISSING);
    letters.keep(List.of(same, different, stranger));

    // then
    assertThat(openPlaces()).containsExactly(different.place(), stranger.place());
    assertThat(letters.newest(LetterScope.places(List.of(same.place())), true, 1))
        .extracting(Letter::closedBy)
        .containsExactly("dana");
  }

  @Test
  void deliveriesWithOpenLettersComeWithTheirPayloads() {
    // given
    letters.keep(List.of(dead(1, 1, MISSING), dead(1, 0, "body is empty"), dead(2, 0, MISSING)));
    archive(1);

    // when
    List<Letters.Filed> filed = new ArrayList<>();
    letters.filed(LetterScope.ALL, 10, filed::add);

    // then
    assertThat(filed)
        .extracting(Letters.Filed::deliveryId, Letters.Filed::indexes, one -> one.groups().size())
        .containsExactly(tuple(delivery(1), List.of(0, 1), 2), tuple(delivery(2), List.of(0), 1));
    assertThat(filed.getFirst().delivery().body()).isEqualTo(BODY);
    assertThat(filed.getLast().delivery()).isNull();
    filed.clear();
    letters.filed(LetterScope.ALL, 1, filed::add);
    assertThat(filed).hasSize(1);
  }

  private List<LetterPlace> openPlaces() {
    letters.settle();
    return letters.oldest(LetterScope.ALL, false, 99).stream().map(Letter::place).toList();
  }

  /** Every letter by delivery, processing and element. */
  private List<String> states() {
    return letters.oldest(LetterScope.ALL, true, 99).stream()
        .sorted(
            Comparator.comparing((Letter one) -> String.valueOf(one.deliveryId()))
                .thenComparing(one -> one.replayId() == null ? "" : one.replayId())
                .thenComparing(Letter::index)
                .thenComparing(one -> one.place().offset()))
        .map(
            one ->
                one.index()
                    + " "
                    + (one.isOpen() ? "open" : one.closed())
                    + (one.replayId() == null ? "" : " of " + one.replayId()))
        .toList();
  }

  private List<Map<String, Object>> rows() {
    return database.query(
        "select * from app.dead_letters order by stage, dead_partition, dead_offset");
  }

  private KeptLetter dead(long second, int index, String reason) {
    return dead(second(second).index(index), reason);
  }

  private KeptLetter dead(Story.At at, String reason) {
    return new KeptLetter(
        new LetterPlace("normalizer", 3, ++offset),
        at(at.second()),
        reason,
        "raw.onecom.v1-1@5",
        "onecom",
        "onecom",
        at.delivery(),
        at.index(),
        null,
        "hash",
        at.replay(),
        1,
        null,
        at.delivery(),
        BODY);
  }

  private KeptLetter written(String topic, String json, @Nullable String event, long second) {
    return new KeptLetter(
        new LetterPlace("writer", 0, ++offset),
        at(second),
        "it failed with ArithmeticException",
        topic + "-0@" + offset,
        "onecom",
        "onecom",
        delivery(second),
        0,
        event,
        "hash",
        null,
        1,
        null,
        "key",
        json.getBytes(UTF_8));
  }

  private KeptLetter asked(int attempts, @Nullable LetterPlace redriven) {
    return new KeptLetter(
        new LetterPlace("recordings", 0, ++offset),
        at(1),
        "it failed with NullPointerException",
        "recordings.wanted.v1-0@" + offset,
        "dialer",
        "convoso",
        null,
        0,
        null,
        null,
        null,
        attempts,
        redriven == null ? null : redriven.toString(),
        "dialer/1",
        BODY);
  }

  private static Manifest manifest(Story.At at, Fate... fates) {
    List<Manifest.Element> elements = new ArrayList<>();
    for (Fate fate : fates) {
      elements.add(new Manifest.Element(elements.size(), fate, "a reason", null));
    }
    return EventJson.readManifest(
        EventJson.write(
            new Manifest(at.delivery(), at.replay(), "onecom", at(at.second()), "hash", elements)));
  }

  private void archive(long second) {
    Delivery delivery =
        new Delivery(
            delivery(second),
            "onecom",
            "onecom",
            "webhook",
            at(second),
            "POST",
            null,
            null,
            "192.0.2.1",
            "none",
            null,
            Map.of(),
            null,
            BODY);
    database
        .store()
        .archive(List.of(new ArchivedPayload(delivery, "raw.onecom.v1", 0, second, Story.START)));
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(3_000), 0, Character.MAX_VALUE + 1)
        .collect(StringBuilder::new, (made, c) -> made.append((char) c), StringBuilder::append)
        .insert(0, '\0')
        .toString();
  }

  private static Instant at(long second) {
    return Story.START.plusSeconds(second);
  }
}
