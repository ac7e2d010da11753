package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.workbench.RunningSystem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Jerusalem"));

  @TempDir Path folder;

  @Test
  void aBackfillIsInTheSlowLaneAndGoesOnWhereItWasKilled() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path file = file();
    try (ChildProcess up = ChildProcess.up(data);
        LiveCalls live =
            new LiveCalls(RunningSystem.at(data), folder.resolve("sent.ndjson"), POSTS, SECONDS)) {
      live.round("warm-up");
      for (int i = 1; i <= ROUNDS; i++) {
        List<Long> without = live.round("without");
        Process backfill = backfill(data, file);
        try {
          long before = rows(live);
          await()
              .atMost(Duration.ofMinutes(1))
              .untilAsserted(() -> assertThat(rows(live)).isGreaterThan(before));
          live.compare(i, without, live.round("with"), "rows so far " + rows(live));
        } finally {
          backfill.destroyForcibly().onExit().join(); // SIGKILL
        }
      }
      Process last = backfill(data, file);
      assertThat(last.waitFor(20, TimeUnit.MINUTES)).isTrue();
      assertThat(last.exitValue()).isZero();
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(rows(live)).isEqualTo(ROWS));
      live.tell("rows " + rows(live) + ", kills " + ROUNDS);
      live.told().forEach(System.out::println);
      assertThat(
              live.count(
                  "select count(*) from app.events where live and kind = 'call' and entity like 'onecom/backfill-%'"))
          .isEqualTo(ROWS);
      assertThat(
              ChildProcess.command(folder, "-Xmx3g", "audit", "--data", data.toString()).waitFor())
          .isZero();
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
    return ChildProcess.command(
        folder,
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

  private static long rows(LiveCalls live) throws SQLException {
    return live.count("select count(*) from app.calls where call_id like 'onecom/backfill-%'");
  }
}
