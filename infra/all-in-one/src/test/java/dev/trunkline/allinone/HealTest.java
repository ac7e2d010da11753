package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.PullAsk;
import dev.trunkline.canonical.PullCounts;
import dev.trunkline.canonical.PullJob;
import dev.trunkline.load.Ledger;
import dev.trunkline.load.Sender;
import dev.trunkline.load.Settling;
import dev.trunkline.load.vendor.FakeVendors;
import dev.trunkline.load.vendor.Hook;
import dev.trunkline.load.vendor.KnowlarityCall;
import dev.trunkline.load.vendor.OneComCall;
import dev.trunkline.load.vendor.ScriptedCall;
import dev.trunkline.load.vendor.Traffic;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What webhooks lost is had from the vendors' histories: {@code -Dtrunkline.calls} calls and leads
 * of four vendors, of {@code -Dtrunkline.seed}, of which the gateway hears but a part.
 */
class HealTest {

  private static final int CALLS = Integer.getInteger("trunkline.calls", 1_000);
  private static final long SEED = Long.getLong("trunkline.seed", 6);
  private static final List<String> SOURCES =
      List.of("convoso", "knowlarity", "onecom", "knowrithm");

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir Path folder;

  @Test
  void pollsAndReconciliationsHealWhatWebhooksLost() throws Exception {
    Traffic before = traffic(1, Duration.ofMinutes(130), Duration.ofMinutes(75), CALLS / 5);
    Traffic lost = traffic(2, Duration.ofMinutes(70), Duration.ofMinutes(5), CALLS);
    // All of one UTC day: a page that heals one day's calls may have the next day's, which are
    // then missing no more when that day is compared.
    Duration age = Duration.ofHours(isWithinADay(Duration.ofHours(30)) ? 30 : 32);
    Traffic old = traffic(3, age, age.minusHours(1), CALLS / 10);
    try (FakeVendors vendors = FakeVendors.start(Clock.systemUTC())) {
      InstallationOptions options = options(vendors);

      // Given a gateway that hears of all calls, and of the next hour's nothing
      vendors.add(before);
      try (Installation running = start(options, false)) {
        hear(running, before.hooks());
        settle(running);
      }
      vendors.add(lost);

      try (Installation running = start(options, true)) {
        KafkaClients clients = running.address().kafkaClients();

        // when it polls again
        awaitPolled(clients);
        settle(running);

        // then every call is a row
        verifyRows(running, List.of(before, lost));
        assertThat(pullOnly(running)).isEqualTo(told(lost));

        // and the vendors' lists find nothing
        for (PullCounts nothing : reconcile(running, now.minus(Duration.ofHours(3)))) {
          assertThat(nothing.missing()).isZero();
          assertThat(nothing.differing()).isZero();
          assertThat(nothing.extra()).isZero();
        }

        // when calls come to light that are too old for a poll
        vendors.add(old);
        List<PullCounts> healed = reconcile(running, now.minus(Duration.ofHours(33)));

        // then they are healed, and a second reconciliation finds nothing
        assertThat(sum(healed).missing()).isEqualTo(told(old));
        assertThat(sum(healed).healed()).isEqualTo(told(old));
        settle(running);
        verifyRows(running, List.of(before, lost, old));
        PullCounts again = sum(reconcile(running, now.minus(Duration.ofHours(33))));
        System.out.printf(
            "healed by polls %d, by reconciliation %s, again %s%n", told(lost), sum(healed), again);
        assertThat(again.listed()).isEqualTo(told(before) + told(lost) + told(old));
        assertThat(again.missing() + again.differing() + again.extra()).isZero();
        assertThat(again.deliveries()).isZero();

        // and nothing was lost or doubled on the way
        assertThat(
                Main.commandLine()
                    .execute(
                        "audit",
                        "--data",
                        folder.resolve("data").toString(),
                        "--sent",
                        folder.resolve("sent.ndjson").toString()))
            .isZero();
      }
    }
  }

  /** Whether an hour that began so long ago was over before midnight, UTC. */
  private boolean isWithinADay(Duration age) {
    Instant from = now.minus(age);
    return from.truncatedTo(ChronoUnit.DAYS)
        .equals(from.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.DAYS));
  }

  private Traffic traffic(int part, Duration from, Duration to, int calls) {
    return Traffic.of(SEED * 10 + part, now.minus(from), now.minus(to), calls);
  }

  private InstallationOptions options(FakeVendors vendors) throws IOException {
    InstallationOptions options = new InstallationOptions();
    options.data = folder.resolve("data");
    options.sources = FourVendors.sources(folder, vendors, "5s");
    options.gatewayPort = 0;
    options.workbenchPort = 0;
    options.kafkaPort = 0;
    options.postgresPort = 0;
    return options;
  }

  private static Installation start(InstallationOptions options, boolean polls) {
    return Installation.start(
        options,
        options.definitions(Sources::demo),
        Map.of(
            "trunkline.pull.enabled", polls,
            "trunkline.pull.settle", "1s",
            "trunkline.pull.first", "6h",
            "trunkline.pull.allow-addresses", "127.0.0.1/32"),
        line -> {});
  }

  private void hear(Installation running, List<Hook> hooks) throws Exception {
    Map<String, Door> doors = new HashMap<>();
    running
        .definitions()
        .doors()
        .forEach(door -> doors.put(door.source() + "/" + door.name(), door));
    try (Ledger ledger = Ledger.open(folder.resolve("sent.ndjson"));
        Sender sender = new Sender(running.address().gateway(), ledger, Clock.systemUTC())) {
      for (Hook hook : hooks) {
        Door door = doors.get(hook.vendor() + "/" + hook.door());
        assertThat(sender.send(door, hook.post()).get().status()).isBetween(200, 299);
      }
    }
  }

  private static void settle(Installation running) {
    assertThat(Settling.await(running.address().kafkaClients(), Duration.ofSeconds(60))).isTrue();
  }

  /** Every history was fetched up to a moment after the start. */
  private void awaitPolled(KafkaClients clients) {
    Instant since = Instant.now();
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              Map<String, PullJob> jobs = FourVendors.jobs(clients);
              assertThat(jobs.values())
                  .hasSize(SOURCES.size())
                  .allSatisfy(job -> assertThat(job.at()).isAfter(since));
            });
  }

  private List<PullCounts> reconcile(Installation running, Instant from) {
    KafkaClients clients = running.address().kafkaClients();
    List<String> ids = new ArrayList<>();
    for (String source : SOURCES) {
      ids.add(FourVendors.ask(clients, PullAsk.Ask.RECONCILE, source, from, Instant.now()));
    }
    List<PullJob> ended = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              ended.clear();
              FourVendors.jobs(clients).values().stream()
                  .filter(job -> ids.contains(job.id()))
                  .forEach(ended::add);
              assertThat(ended).hasSize(SOURCES.size()).allMatch(PullJob::isEnded);
            });
    assertThat(ended).allSatisfy(job -> assertThat(job.error()).isNull());
    return ended.stream().map(PullJob::counts).toList();
  }

  private static PullCounts sum(List<PullCounts> counts) {
    return counts.stream().reduce(PullCounts.NONE, PullCounts::plus);
  }

  private static long told(Traffic traffic) {
    return traffic.convoso().size()
        + traffic.knowlarity().size()
        + traffic.onecom().size()
        + traffic.knowrithm().size();
  }

  /** Each call one row, each lead known by its id, and no more of either. */
  private static void verifyRows(Installation running, List<Traffic> traffic) throws SQLException {
    TreeSet<String> calls = new TreeSet<>();
    TreeSet<String> leads = new TreeSet<>();
    for (Traffic part : traffic) {
      part.convoso().stream()
          .map(ScriptedCall::callLogId)
          .forEach(id -> calls.add("convoso/" + id));
      part.knowlarity().stream()
          .map(KnowlarityCall::uuid)
          .forEach(id -> calls.add("knowlarity/" + id));
      part.onecom().stream().map(OneComCall::uniqueid).forEach(id -> calls.add("onecom/" + id));
      part.knowrithm().forEach(lead -> leads.add(lead.id()));
    }
    assertThat(column(running, "select call_id from analytics.calls"))
        .containsExactlyElementsOf(calls);
    assertThat(
            column(
                running,
                "select distinct vendor_lead_id from analytics.lead_touches"
                    + " where source = 'knowrithm'"))
        .containsExactlyElementsOf(leads);
    // A call is a touch once, whoever tells of it.
    assertThat(
            column(
                running,
                "select vendor_lead_id from analytics.lead_touches where source = 'knowlarity'"
                    + " group by 1 having count(*) > 1"))
        .isEmpty();
  }

  private static long pullOnly(Installation running) throws SQLException {
    return Long.parseLong(
        column(running, "select sum(pull_only)::text from analytics.completeness").getFirst());
  }

  private static List<String> column(Installation running, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(running.address().jdbcUrl());
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      values.sort(null);
      return values;
    }
  }
}
