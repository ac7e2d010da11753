package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureTest {

  private static final String PHONE = "+12025550123";
  private static final String OTHER = "+12025550199";
  private static final Instant NOW = Story.START.plusSeconds(5_000);
  private static final String ID = "0195a000-0000-7000-8000-000000000001";

  private static TestDatabase database;
  private static TestDatabase second;

  @BeforeAll
  static void databases() {
    database = TestDatabase.fresh();
    second = TestDatabase.fresh();
  }

  @BeforeEach
  void empty() {
    database.empty();
    second.empty();
  }

  @Test
  void aPersonIsGoneFromEveryTableAndNobodyElseIs() {
    // given
    Told lead =
        second(1).lead("dialer", "vendor_lead_id", "L-100200", "phone", PHONE, "email", "A@b.org");
    Told same = second(2).lead("raam", "phone", PHONE, "full_name", "Asha Rao");
    Told elsewhere = second(3).lead("dialer", "vendor_lead_id", "L-100200", "status", "qualified");
    Told call = second(4).call("call-4711", "call.completed", "customer_phone", PHONE);
    Told started = second(5).call("call-4711", "call.started", "direction", "inbound");
    Told talk =
        second(6)
            .other(
                EventKind.CONVERSATION,
                "dialer",
                "message.received",
                "conversation_id",
                "c9",
                "vendor_lead_id",
                "L-100200",
                "text",
                "call me");
    Told stored =
        second(7)
            .other(
                EventKind.RECORDING,
                "onecom",
                "recording.stored",
                "call_id",
                "onecom/call-4711",
                "sha256",
                "ab".repeat(32));
    Told theirs = second(8).lead("dialer", "vendor_lead_id", "L-100300", "phone", OTHER);
    Told extras =
        second(9)
            .call(
                "call-4712",
                "call.completed",
                "customer_phone",
                OTHER,
                "extras",
                "{\"ref\":\"(202) 555-0123\"}");
    List<Told> all = List.of(lead, same, elsewhere, call, started, talk, stored, theirs, extras);
    write(database, all);
    all.forEach(told -> archive(told, "{\"of\":\"" + told.json().replace("\"", "'") + "\"}"));
    archive(second(50).call("x", "call.completed"), "unread=%28202%29+555-0123");
    letter(1, "the body names 202 555 0123");
    letter(2, "nobody");
    List<String> words = List.of(PHONE, "5550123", "555-0123", "call-4711", "L-100200", "Asha");
    assertThat(dump()).contains(words);

    // when
    Erasures erasures = database.store().erasures();
    ErasurePlan plan = erasures.plan(new Who.Phone(PHONE));
    erasures.begin(ID, plan.subject(), "dana", "asked for it", NOW);
    assertThat(erasures.unfinished()).contains(ID);
    Erased erased = erasures.run(ID, plan.subject());

    // then
    assertThat(plan.rows()).isEqualTo(new ErasurePlan.Rows(1, 1, 1, 1, 1));
    assertThat(plan.elements()).isEqualTo(7);
    assertThat(erased).isEqualTo(new Erased(7, 2, 1, 1));
    assertThat(plan.payloads()).isEqualTo(9);
    assertThat(plan.letters()).isEqualTo(1);
    assertThat(plan.extras()).isEqualTo(1);
    assertThat(erasures.run(ID, plan.subject())).as("again").isEqualTo(Erased.NOTHING);
    assertThat(erasures.files()).containsExactly("ab".repeat(32));
    erasures.deleted("ab".repeat(32));
    erasures.finish(ID, NOW);
    assertThat(dump()).doesNotContain(words);
    assertThat(rows("select call_id from analytics.calls")).containsExactly("onecom/call-4712");
    assertThat(rows("select vendor_lead_id from analytics.leads")).containsExactly("L-100300");
    assertThat(rows("select delivery_id from app.payloads"))
        .containsExactly(theirs.event().deliveryId());
    assertThat(erasures.latest(9))
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(receipt.erased()).isEqualTo(erased);
              assertThat(receipt.finishedAt()).isEqualTo(NOW);
              assertThat(receipt.keptAway()).isEqualTo(9);
            });
  }

  @Test
  void anAnnouncementThatNamesNoCallIsErasedToo() {
    // given
    Told lead = second(1).lead("dialer", "vendor_lead_id", "L-100200", "phone", PHONE);
    Told notice =
        second(2).other(EventKind.CALL, "dialer", "call.notify", "vendor_lead_id", "L-100200");
    write(database, List.of(lead, notice));

    // when
    Erasures erasures = database.store().erasures();
    ErasurePlan plan = erasures.plan(new Who.Phone(PHONE));
    erasures.begin(ID, plan.subject(), "dana", "asked for it", NOW);

    // then
    assertThat(erasures.run(ID, plan.subject()).events()).isEqualTo(2);
  }

  @Test
  void whatIsReadAgainSentAgainOrReplayedStaysAway() {
    // given
    List<Told> known = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      known.add(second(1 + n).lead("dialer", "vendor_lead_id", "L-100200", "phone", PHONE));
      known.add(second(3 + n).call("call-4711", "call.completed", "customer_phone", PHONE));
    }
    write(database, known);
    erase(new Who.Phone(PHONE));
    List<Told> again = new ArrayList<>(known);
    again.add(second(1).replay(1).lead("dialer", "vendor_lead_id", "L-100200", "phone", OTHER));
    again.add(second(6_000).lead("dialer", "vendor_lead_id", "L-100200", "status", "lost"));
    again.add(second(6_001).call("call-4711", "call.logged", "duration_s", 7));
    String stated = "2026-03-01T09:00:00Z";
    again.add(
        second(6_002).call("old", "call.logged", "customer_phone", PHONE, "occurred_at", stated));
    Told late =
        second(6_003)
            .other(
                EventKind.RECORDING,
                "onecom",
                "recording.stored",
                "call_id",
                "onecom/call-4711",
                "sha256",
                "cd".repeat(32));
    again.add(late);

    assertThat(database.store().keptAway(again.stream().map(Told::event).toList()))
        .as("copies of one event have one id")
        .hasSize(7);

    // when
    Written written =
        database
            .store()
            .write(new Batch(again, again.stream().map(told -> manifest(told)).toList()));
    again.forEach(told -> archive(told, PHONE));

    // then
    assertThat(written.events()).isZero();
    assertThat(written.leftOut()).isEqualTo(again.size());
    assertThat(rows("select call_id from analytics.calls")).isEmpty();
    assertThat(rows("select lead_id from analytics.leads")).isEmpty();
    assertThat(rows("select delivery_id from app.payloads")).isEmpty();
    assertThat(database.store().erasures().files()).containsExactly("cd".repeat(32));
  }

  @Test
  void whoComesLaterIsMetAsAStrangerAndALiftLetsThemInAgain() {
    // given
    write(
        database, List.of(second(1).lead("dialer", "vendor_lead_id", "L-100200", "phone", PHONE)));
    erase(new Who.Email("nobody@example.com"));
    erase(new Who.Phone(PHONE));

    // when
    write(database, List.of(second(6_000).call("new", "call.completed", "customer_phone", PHONE)));
    write(database, List.of(second(6_001).lead("raam", "phone", PHONE)));

    // then
    assertThat(rows("select call_id from analytics.calls")).containsExactly("onecom/new");
    assertThat(rows("select first_source from analytics.leads")).containsExactly("raam");
    List<ErasureReceipt> receipts = database.store().erasures().latest(2);
    assertThat(database.store().erasures().lift(receipts.getFirst().erasureId())).isPositive();
    write(database, List.of(second(7_000).lead("dialer", "vendor_lead_id", "L-100200")));
    assertThat(rows("select source from analytics.lead_sources order by 1"))
        .containsExactly("dialer", "raam");
  }

  /** Each batch is over before the search begins, or meets the hashes: one look is enough. */
  @Test
  void whatIsWrittenMeanwhileIsFoundOrLeftOut() throws Exception {
    // given
    write(database, List.of(second(1).lead("dialer", "vendor_lead_id", "L-1", "phone", PHONE)));
    List<CompletableFuture<Integer>> writers = new ArrayList<>();
    CountDownLatch under = new CountDownLatch(20);
    for (int writer = 0; writer < 2; writer++) {
      int first = 10 + writer * 1_000;
      writers.add(
          CompletableFuture.supplyAsync(
              () -> {
                int leftOut = 0;
                for (int n = first; n < first + 120; n++) {
                  Told call = second(n).call("call-" + n, "call.started", "customer_phone", PHONE);
                  Told lead = second(n + 500).lead("raam", "phone", PHONE, "full_name", "N" + n);
                  leftOut +=
                      database.store().write(new Batch(List.of(call, lead), List.of())).leftOut();
                  under.countDown();
                }
                return leftOut;
              }));
    }
    under.await();

    // when
    erase(new Who.Phone(PHONE));
    int leftOut = writers.stream().mapToInt(CompletableFuture::join).sum();

    // then
    assertThat(leftOut).isPositive();
    assertThat(rows("select event_id from app.events")).isEmpty();
    assertThat(rows("select call_id from analytics.calls")).isEmpty();
    assertThat(rows("select lead_id from analytics.leads")).isEmpty();
    assertThat(rows("select key from app.lead_keys")).isEmpty();
  }

  @Test
  void aNumberOfOursNamesNobody() {
    write(
        database,
        List.of(
            second(1).call("a", "call.completed", "agent_phone", OTHER, "customer_phone", PHONE)));

    assertThat(database.store().erasures().isOurs(OTHER)).isTrue();
    assertThat(database.store().erasures().isOurs(PHONE)).isFalse();
  }

  /** What is left is what would be there if nobody had ever told of the person. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theRestIsAsIfTheyHadNeverBeenToldOf(int seed) {
    // given
    Random random = new Random(seed);
    List<Told> all = new ArrayList<>();
    for (int n = 1; n <= 120; n++) {
      all.add(some(random, n));
    }
    Collections.shuffle(all, random);
    write(database, all);

    // when
    erase(random.nextBoolean() ? new Who.Phone(phone(0)) : new Who.Lead(leadOf(phone(0))));

    // then
    Set<String> erased =
        rows("select delivery_id || '/' || delivery_index from app.erased_elements").stream()
            .collect(Collectors.toSet());
    assertThat(erased).isNotEmpty().hasSizeLessThan(all.size());
    write(
        second,
        all.stream()
            .filter(
                told ->
                    !erased.contains(
                        told.event().deliveryId() + "/" + told.event().deliveryIndex()))
            .toList());
    assertThat(seen(database)).isEqualTo(seen(second));
    assertThat(dump()).doesNotContain(phone(0));
  }

  private static Told some(Random random, int n) {
    String phone = phone(random.nextInt(4));
    String id = "L-10020" + random.nextInt(5);
    String source = random.nextBoolean() ? "dialer" : "raam";
    return switch (random.nextInt(5)) {
      case 0 -> second(n).lead(source, "vendor_lead_id", id, "phone", phone);
      case 1 -> second(n).lead(source, "phone", phone, "full_name", "N" + n);
      case 2 -> second(n).lead(source, "vendor_lead_id", id, "status", "qualified");
      case 3 ->
          second(n)
              .call(
                  "call-" + random.nextInt(20),
                  "call.completed",
                  "customer_phone",
                  phone,
                  "agent_phone",
                  "+1202555017" + random.nextInt(3));
      default -> second(n).call("call-" + random.nextInt(20), "call.started");
    };
  }

  private static String phone(int n) {
    return "+1202555013" + n;
  }

  private static String leadOf(String phone) {
    return rows("select l.lead_id from analytics.leads l join app.lead_facts f on f.alias = l.lead_id where l.lead_id in (select lead_id from app.leads join app.lead_facts using (person) where app.lead_facts.phone = '"
            + phone
            + "') limit 1")
        .getFirst();
  }

  private static void erase(Who who) {
    Erasures erasures = database.store().erasures();
    String id = Story.replay(900 + erasures.latest(100).size());
    erasures.begin(id, erasures.plan(who).subject(), "dana", "asked for it", NOW);
    Subject subject = erasures.subject(id);
    assertThat(subject).isNotNull();
    erasures.run(id, subject);
    erasures.finish(id, NOW);
    assertThat(erasures.subject(id)).isNull();
  }

  private static void write(TestDatabase to, List<Told> events) {
    List<Manifest> manifests = events.stream().map(told -> manifest(told)).toList();
    to.store().write(new Batch(events, manifests));
  }

  private static void archive(Told told, String body) {
    Delivery delivery =
        new Delivery(
            told.event().deliveryId(),
            told.event().source(),
            told.event().source(),
            "calls",
            told.event().receivedAt(),
            "POST",
            null,
            null,
            "192.0.2.1",
            "none",
            null,
            Map.of(),
            null,
            body.getBytes(UTF_8));
    database.store().archive(List.of(new ArchivedPayload(delivery, "raw.x.v1", 0, 1, Story.START)));
  }

  private static void letter(int offset, String body) {
    database
        .store()
        .letters()
        .keep(
            List.of(
                KeptLetter.bare(
                    new LetterPlace("writer", 0, offset), Instant.EPOCH, body.getBytes(UTF_8))));
  }

  /** What the views show of calls and persons. */
  private static List<String> seen(TestDatabase of) {
    return of.views().stream()
        .filter(row -> !row.startsWith("deliveries ") && !row.startsWith("sources "))
        .map(row -> row.replaceAll("\"changed_at\": \"[^\"]*\"", ""))
        .toList();
  }

  /** Every row of every table and view of ours, as text. */
  private static String dump() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select format('select coalesce(string_agg(to_jsonb(t)::text, e''\\n''), '''') from %s.%I t', table_schema, table_name) from information_schema.tables where table_schema in ('app', 'analytics', 'analytics_masked', 'compat')")
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .map(
                        sql ->
                            handle.createQuery(sql.replace(":", "\\:")).mapTo(String.class).one())
                    .map(text -> text + decoded(text))
                    .collect(Collectors.joining("\n")));
  }

  /** Bytes are shown in hexadecimal digits. */
  private static String decoded(String text) {
    return Pattern.compile("\\\\\\\\x([0-9a-f]+)")
        .matcher(text)
        .results()
        .map(found -> new String(HexFormat.of().parseHex(found.group(1)), UTF_8))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> rows(String sql) {
    return database.query(sql).stream()
        .map(row -> String.valueOf(row.values().iterator().next()))
        .toList();
  }
}
