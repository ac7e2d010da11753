package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.delivery;
import static dev.trunkline.store.Story.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplaysTest {

  private static final String STATED = "2026-03-01T09:00:00Z";
  private static final byte[] BODY = {0, -1, 7};

  private TestDatabase database;

  @BeforeEach
  void aDatabase() {
    database = TestDatabase.fresh();
  }

  @Test
  void aRangeBeginsWithItsFirstMomentAndEndsBeforeItsLast() {
    // given
    for (int second : List.of(1, 2, 3)) {
      read(second(second).call("c" + second, "call.completed"));
      archive(second, "onecom");
    }
    archive(2, "other", 12);

    // when
    Chosen chosen = choose(range("onecom", null, at(1), at(3)));

    // then
    assertThat(taken(range("onecom", null, at(1), at(3))))
        .containsExactly(delivery(1), delivery(2));
    assertThat(chosen.groups())
        .containsExactly(
            new Chosen.Group(
                "onecom", "onecom", false, true, "hash", 2, 2 * BODY.length, at(1), at(2)));
    assertThat(chosen.latestReplay()).isNull();
    assertThat(taken(range(null, "onecom", at(3), at(9)))).containsExactly(delivery(3));
    assertThat(taken(range("onecom", null, at(4), at(9)))).isEmpty();
  }

  @Test
  void whatSharesALiveEventComesAlongStepByStep() {
    // given: 1 and 2 tell the same call, 2 and 3 the same other one, 4 a third
    Told one = second(1).call("a", "call.completed", "occurred_at", STATED);
    Told two = second(2).call("a", "call.completed", "occurred_at", STATED);
    Told twoToo = second(2).index(1).call("b", "call.completed", "occurred_at", STATED);
    Told three = second(3).call("b", "call.completed", "occurred_at", STATED);
    Told four = second(4).call("c", "call.completed", "occurred_at", STATED);
    database
        .store()
        .write(
            new Batch(
                List.of(one, two, twoToo, three, four),
                List.of(manifest(one), manifest(two, twoToo), manifest(three), manifest(four))));
    List.of(1, 2, 3, 4).forEach(second -> archive(second, "onecom"));

    // when
    Selection first = range("onecom", null, at(1), at(2));

    // then
    assertThat(taken(first)).containsExactly(delivery(1), delivery(2), delivery(3));
    assertThat(choose(first).groups())
        .extracting(Chosen.Group::alongside, Chosen.Group::deliveries)
        .containsExactly(tuple(false, 1L), tuple(true, 2L));
  }

  @Test
  void anEventThatIsNoLongerLiveBindsNobody() {
    // given: both told the same call until the first was read again
    Told one = second(1).call("a", "call.completed", "occurred_at", STATED);
    Told two = second(2).call("a", "call.completed", "occurred_at", STATED);
    Told mended = second(1).replay(7).call("z", "call.completed", "occurred_at", STATED);
    read(one);
    read(two);
    read(mended);
    archive(1, "onecom");
    archive(2, "onecom");

    // when
    Selection second = range("onecom", null, at(2), at(3));

    // then
    assertThat(taken(second)).containsExactly(delivery(2));
    assertThat(choose(second).latestReplay()).isNull();
    assertThat(choose(range("onecom", null, at(1), at(2))).latestReplay())
        .isEqualTo(Story.replay(7));
  }

  @Test
  void idsMeanThemselvesAndUnknownOnesAreNamed() {
    // given
    read(second(1).call("a", "call.completed"));
    archive(1, "onecom");
    UUID known = UUID.fromString(delivery(1));
    UUID unknown = UUID.fromString(delivery(5));

    // when
    Chosen chosen = choose(new Selection.Ids(Set.of(known, unknown)));

    // then
    assertThat(taken(new Selection.Ids(Set.of(known)))).containsExactly(delivery(1));
    assertThat(chosen.unknown()).containsExactly(unknown);
  }

  @Test
  void aPhoneMeansWhateverTellsOfThePersonWhoHasIt() {
    // given: three deliveries of hers by her phone, and two by the vendor's id of her; one of
    // somebody else; a try for a recording, which is no delivery
    String phone = "+12025550143";
    read(second(1).call("a", "call.started", "customer_phone", phone));
    read(second(2).call("a", "call.completed", "customer_phone", phone));
    read(second(3).lead("onecom", "vendor_lead_id", "7", "phone", phone));
    read(second(4).lead("onecom", "vendor_lead_id", "7", "full_name", "Dana"));
    read(second(5).call("b", "call.completed", "vendor_lead_id", "7"));
    read(second(6).call("c", "call.completed", "customer_phone", "+12025550199"));
    Told tried =
        second(7)
            .other(
                EventKind.RECORDING,
                "onecom",
                "recording.attempted",
                "call_id",
                "onecom/a",
                "attempt",
                1);
    database.store().write(new Batch(List.of(tried), List.of()));

    // when, then
    assertThat(found(phone, null, null)).containsExactly(ids(1, 2, 3, 4, 5));
    assertThat(found(phone, at(2), at(5))).containsExactly(ids(2, 3, 4));
    assertThat(found("+12025550100", null, null)).isEmpty();
    assertThat(find(new Sought(new Sought.By.Phone(phone), "other", null, null, null))).isEmpty();
    assertThat(find(new Sought(new Sought.By.Phone(phone), null, "onecom", null, null)))
        .as("the vendor of what is not archived is not known")
        .isEmpty();
    database.query(
        "insert into app.erased_payloads (delivery_id, source, received_at) values ('%s', 'onecom', now()) returning 1"
            .formatted(delivery(4)));
    assertThat(found(phone, at(2), at(5))).as("4 was erased").containsExactly(ids(2, 3));
  }

  @Test
  void noMoreBodiesAreReadThanFitButOne() {
    // given
    List.of(1, 2, 3).forEach(second -> archive(second, "onecom"));
    List<UUID> all = List.of(ids(1, 2, 3));
    Replays replays = database.store().replays();

    // when, then
    assertThat(replays.payloads(all, 2 * BODY.length)).hasSize(2);
    assertThat(replays.payloads(all, 1)).extracting(Delivery::id).containsExactly(delivery(1));
    assertThat(replays.payloads(List.of(ids(3, 9)), 99)).hasSize(1);
  }

  @Test
  void aDeliveryWhosePayloadIsGoneIsCountedAndNotGiven() {
    // given
    read(second(1).call("a", "call.completed"));

    // when
    Selection all = range("onecom", null, at(0), at(9));

    // then
    assertThat(choose(all).groups())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.archived()).isFalse();
              assertThat(group.deliveries()).isEqualTo(1);
            });
    assertThat(taken(all)).isEmpty();
  }

  @Test
  void aDeliveryComesBackAsItWasSent() {
    // given
    archive(1, "onecom");
    List<Delivery> back = new ArrayList<>();

    // when
    database
        .store()
        .replays()
        .look(
            range("onecom", null, at(0), at(9)),
            look -> {
              look.deliveries(back::add);
              return true;
            });

    // then
    assertThat(back)
        .singleElement()
        .satisfies(
            delivery -> {
              assertThat(delivery.body()).isEqualTo(BODY);
              assertThat(delivery.headers()).isEqualTo(sent(1, "onecom", 1).headers());
            });
  }

  @Test
  void theBookSaysWhatWasAskedForAndWhetherItIsDone() {
    // given
    Replays replays = database.store().replays();
    String id = Story.replay(3);

    // when
    replays.asked(
        new Chosen.Asked(id, at(1), Map.of("source", "onecom"), Map.of("onecom", "hash"), 5, 2));

    // then
    assertThat(book("finished_at is null")).containsExactly(id + " onecom hash 5 2");
    assertThat(choose(range("onecom", null, at(0), at(9))).latestReplay()).isEqualTo(id);
    replays.finished(id, at(2));
    assertThat(book("finished_at = '" + at(2) + "'")).hasSize(1);
  }

  @Test
  void theBookIsWrittenBesideALookThatCannotWrite() {
    // given
    Replays replays = database.store().replays();
    String id = Story.replay(3);
    Chosen.Asked asked = new Chosen.Asked(id, at(1), Map.of(), Map.of("onecom", "hash"), 5, 2);

    // when
    String seen =
        replays.look(
            range("onecom", null, at(0), at(9)),
            look -> {
              replays.asked(asked);
              replays.finished(id, at(2));
              return String.valueOf(look.chosen().latestReplay());
            });

    // then
    assertThat(seen).as("the snapshot is that of its first question").isEqualTo(id);
    assertThat(book("finished_at is not null")).hasSize(1);
  }

  @Test
  void whatEverReadASourceIsKnown() {
    // given
    read(second(1).call("a", "call.completed"));

    // when, then
    assertThat(wasReadBy("onecom", "hash")).isTrue();
    assertThat(wasReadBy("onecom", "other")).isFalse();
    assertThat(wasReadBy("other", "hash")).isFalse();
  }

  private boolean wasReadBy(String source, String hash) {
    return database
        .store()
        .replays()
        .look(range("onecom", null, at(0), at(1)), look -> look.wasReadBy(source, hash));
  }

  private Set<UUID> found(String phone, @Nullable Instant from, @Nullable Instant to) {
    return find(new Sought(new Sought.By.Phone(phone), "onecom", null, from, to));
  }

  private Set<UUID> find(Sought sought) {
    return database.store().replays().find(sought);
  }

  private static UUID[] ids(long... deliveries) {
    return Arrays.stream(deliveries)
        .mapToObj(n -> UUID.fromString(delivery(n)))
        .toArray(UUID[]::new);
  }

  private List<String> book(String where) {
    return database
        .query(
            "select concat_ws(' ', replay_id, selection->>'source', definitions->>'onecom', deliveries, duplicates) as said from app.replays where "
                + where)
        .stream()
        .map(row -> row.get("said").toString())
        .toList();
  }

  private void read(Told event, Told... more) {
    List<Told> all = new ArrayList<>(List.of(event));
    all.addAll(Arrays.asList(more));
    database.store().write(new Batch(all, List.of(manifest(event, more))));
  }

  private void archive(int second, String source) {
    archive(second, source, second);
  }

  private void archive(int second, String source, int id) {
    database
        .store()
        .archive(
            List.of(new ArchivedPayload(sent(second, source, id), "raw.x.v1", 0, id, Story.START)));
  }

  private static Delivery sent(int second, String source, int id) {
    return new Delivery(
        delivery(id),
        source,
        source,
        "webhook",
        at(second),
        "POST",
        "a=b",
        "application/json",
        "192.0.2.1",
        "hmac:1",
        null,
        Map.of("user-agent", "x"),
        null,
        BODY);
  }

  private Chosen choose(Selection selection) {
    return database.store().replays().look(selection, Replays.Look::chosen);
  }

  private List<String> taken(Selection selection) {
    List<String> ids = new ArrayList<>();
    return database
        .store()
        .replays()
        .look(
            selection,
            look -> {
              look.deliveries(delivery -> ids.add(delivery.id()));
              return ids;
            });
  }

  private static Selection range(String source, String vendor, Instant from, Instant to) {
    return new Selection.Range(source, vendor, from, to);
  }

  private static Instant at(long second) {
    return Story.START.plusSeconds(second);
  }
}
