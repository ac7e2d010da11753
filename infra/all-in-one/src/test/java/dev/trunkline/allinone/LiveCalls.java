package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.load.Ledger;
import dev.trunkline.load.Post;
import dev.trunkline.load.Sender;
import dev.trunkline.load.vendor.OneComCall;
import dev.trunkline.vendors.Door;
import dev.trunkline.workbench.RunningSystem;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Calls posted evenly to a running system, and how long each took to its row. */
final class LiveCalls implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(10);

  private final int perSecond;
  private final int seconds;
  private final Ledger ledger;
  private final Sender sender;
  private final Door door;
  private final Connection database;
  private final List<String> told = new ArrayList<>();
  private int number;

  LiveCalls(RunningSystem system, Path sent, int perSecond, int seconds) throws SQLException {
    this.perSecond = perSecond;
    this.seconds = seconds;
    this.ledger = Ledger.open(sent);
    this.sender = new Sender(system.gateway(), ledger, Clock.systemUTC());
    this.door =
        system.definitions().doors().stream()
            .filter(d -> d.source().equals("onecom") && d.name().equals("call"))
            .findFirst()
            .orElseThrow();
    this.database = DriverManager.getConnection(system.jdbcUrl());
  }

  /** The database that the rows are looked for in. */
  Connection database() {
    return database;
  }

  /** A line for the end. */
  void tell(String line) {
    told.add(line);
  }

  /** Everything that was told. */
  List<String> told() {
    return told;
  }

  /** A round; milliseconds from each post to its row being seen. */
  List<Long> round(String name) throws SQLException {
    Map<String, Long> pending = new ConcurrentHashMap<>();
    List<Long> taken = new ArrayList<>();
    long begun = System.nanoTime();
    long posts = (long) perSecond * seconds;
    long sent = 0;
    while (sent < posts || !pending.isEmpty()) {
      long due = (System.nanoTime() - begun) * perSecond / 1_000_000_000L;
      while (sent < posts && sent <= due) {
        OneComCall call = OneComCall.of(number++, Instant.now().minusSeconds(70), 60);
        Post post = call.hook();
        pending.put("onecom/" + call.uniqueid(), System.nanoTime());
        sender.send(door, post).thenAccept(reply -> assertThat(reply.acknowledged()).isTrue());
        sent++;
      }
      for (String seen : seen(pending.keySet().toArray(String[]::new))) {
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

  /** Tells how a round with something compares to the one without. */
  void compare(int round, List<Long> without, List<Long> with, String more) {
    told.add(
        "round %d: p99 %d ms without, %d ms with, ratio %.2f; %s"
            .formatted(
                round,
                percentile(without, 99),
                percentile(with, 99),
                (double) percentile(with, 99) / percentile(without, 99),
                more));
  }

  long count(String sql) throws SQLException {
    try (ResultSet rows = database.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static long percentile(List<Long> values, int percent) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  private List<String> seen(String[] ids) throws SQLException {
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

  @Override
  public void close() throws SQLException {
    sender.close();
    ledger.close();
    database.close();
  }
}
