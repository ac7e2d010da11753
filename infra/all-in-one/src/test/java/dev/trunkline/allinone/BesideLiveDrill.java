package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.load.Ledger;
import dev.trunkline.load.Post;
import dev.trunkline.load.Sender;
import dev.trunkline.load.vendor.OneComCall;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Door;
import dev.trunkline.workbench.RunningSystem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backfill of {@code -Dtrunkline.rows} rows of a file beside {@code -Dtrunkline.posts} live posts
 * a second, killed and gone on with: not in the suite, on demand with {@code
 * -Dtest=BesideLiveDrill}. It prints how long live calls took to their row with and without, round
 * by round; what it asserts is that no row is missing or doubled.
 */
class BesideLiveDrill {

  private static final int ROWS = Integer.getInteger("trunkline.rows", 100_000);
  private static final int POSTS = Integer.getInteger("trunkline.posts", 100);
  private static final int ROUNDS = Integer.getInteger("trunkline.rounds", 3);
  private static final int SECONDS = Integer.getInteger("trunkline.seconds", 20);
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Jerusalem"));

  private final List<String> told = new ArrayList<>();
  private int number;

  @TempDir Path folder;

  @Test
  void aBackfillIsInTheSlowLaneAndGoesOnWhereItWasKilled() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path file = file();
    try (ChildProcess up = ChildProcess.up(data)) {
      RunningSystem system = RunningSystem.at(data);
      Definitions definitions = system.definitions();
      Door door =
          definitions.doors().stream()
              .filter(d -> d.source().equals("onecom") && d.name().equals("call"))
              .findFirst()
              .orElseThrow();
      try (Ledger ledger = Ledger.open(folder.resolve("sent.ndjson"));
          Sender sender = new Sender(system.gateway(), ledger, Clock.systemUTC());
          Connection database = DriverManager.getConnection(system.jdbcUrl())) {
        round("warm-up", sender, door, database);
        for (int i = 1; i <= ROUNDS; i++) {
          List<Long> without = round("without", sender, door, database);
          Process backfill = backfill(data, file);
          try {
            awaitMoreThan(database, rows(database));
            List<Long> with = round("with", sender, door, database);
            told.add(
                "round %d: p99 %d ms without, %d ms with, ratio %.2f; rows so far %d"
                    .formatted(
                        i,
                        percentile(without, 99),
                        percentile(with, 99),
                        (double) percentile(with, 99) / percentile(without, 99),
                        rows(database)));
          } finally {
            backfill.destroyForcibly().onExit().join(); // SIGKILL
          }
        }
        Process last = backfill(data, file);
        assertThat(last.waitFor(20, TimeUnit.MINUTES)).isTrue();
        assertThat(last.exitValue()).isZero();
        await()
            .atMost(Duration.ofMinutes(2))
            .untilAsserted(() -> assertThat(rows(database)).isEqualTo(ROWS));
        told.add("rows " + rows(database) + ", kills " + ROUNDS);
        told.forEach(System.out::println);
        assertThat(
                count(
                    database,
                    "select count(*) from app.events where live and kind = 'call' and entity like 'onecom/backfill-%'"))
            .isEqualTo(ROWS);
        assertThat(run("-Xmx3g", "audit", "--data", data.toString()).waitFor()).isZero();
      }
    }
  }

  private Path file() throws IOException {
    Path file = folder.resolve("calls.csv");
    Instant begin = Instant.parse("2026-01-05T06:00:00Z");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("uniqueid,start,answer,end,duration,billsec,disposition,dcontext,src,dst\n");
      for (int i = 0; i < ROWS; i++) {
        String start = LOCAL.format(begin.plusSeconds(7L * i));
        String end = LOCAL.format(begin.plusSeconds(7L * i + 60));
        out.write(
            "backfill-%d,%s,%s,%s,60,60,ANSWERED,fromoutside,0500000%03d,214\n"
                .formatted(i, start, start, end, i % 1_000));
      }
    }
    return file;
  }

  private Process backfill(Path data, Path file) throws IOException {
    return run(
        "-Xmx256m",
        "backfill",
        "--source",
        "onecom",
        "--file",
        file.toString(),
        "--apply",
        "--data",
        data.toString());
  }

  private Process run(String heap, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(heap, "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("commands.out").toFile()))
        .start();
  }

  /** Posts evenly, and looks for the rows; milliseconds from the post to the row being seen. */
  private List<Long> round(String name, Sender sender, Door door, Connection database)
      throws SQLException {
    Map<String, Long> pending = new ConcurrentHashMap<>();
    List<Long> taken = new ArrayList<>();
    long begun = System.nanoTime();
    long posts = (long) POSTS * SECONDS;
    long sent = 0;
    while (sent < posts || !pending.isEmpty()) {
      long due = (System.nanoTime() - begun) * POSTS / 1_000_000_000L;
      while (sent < posts && sent <= due) {
        OneComCall call = OneComCall.of(number++, Instant.now().minusSeconds(70), 60);
        Post post = call.hook();
        pending.put("onecom/" + call.uniqueid(), System.nanoTime());
        sender.send(door, post).thenAccept(reply -> assertThat(reply.acknowledged()).isTrue());
        sent++;
      }
      for (String seen : seen(database, pending.keySet().toArray(String[]::new))) {
        Long at = pending.remove(seen);
        if (at != null) {
          taken.add(Duration.ofNanos(System.nanoTime() - at).toMillis());
        }
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    told.add(
        "%s: %d posts, p50 %d ms, p99 %d ms, max %d ms"
            .formatted(
                name,
                taken.size(),
                percentile(taken, 50),
                percentile(taken, 99),
                Collections.max(taken)));
    return taken;
  }

  private static long percentile(List<Long> values, int percent) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  private static List<String> seen(Connection database, String[] ids) throws SQLException {
    List<String> seen = new ArrayList<>();
    if (ids.length > 0) {
      try (PreparedStatement select =
          database.prepareStatement("select call_id from app.calls where call_id = any(?)")) {
        Array array = database.createArrayOf("text", ids);
        select.setArray(1, array);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            seen.add(rows.getString(1));
          }
        }
      }
    }
    return seen;
  }

  private static void awaitMoreThan(Connection database, long before) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(rows(database)).isGreaterThan(before));
  }

  private static long rows(Connection database) throws SQLException {
    return count(database, "select count(*) from app.calls where call_id like 'onecom/backfill-%'");
  }

  private static long count(Connection database, String sql) throws SQLException {
    try (ResultSet rows = database.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
