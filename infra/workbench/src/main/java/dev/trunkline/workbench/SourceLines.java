package dev.trunkline.workbench;

import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.store.Store;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** How every source stands, as {@code status} shows it. */
final class SourceLines {

  private SourceLines() {}

  /** Looks at a running system's sources. */
  static List<SourceState> of(String jdbcUrl, KafkaClients clients) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(jdbcUrl);
    return new SourceLook(new Store(database), clients, Clock.systemUTC()).look();
  }

  /** A line for each source; a {@code !} before an alarm. */
  static void print(List<SourceState> watch, PrintStream out) {
    out.printf("%n%-24s %-15s %s%n", "watch", "verdict", "why");
    for (SourceState state : watch) {
      out.printf(
          "%s%-22s %-15s %s%s%n",
          state.verdict().isAlarm() ? "! " : "  ",
          state.source(),
          state.verdict().wire(),
          state.since() == null ? "" : "since " + state.since() + ": ",
          state.sentence());
    }
  }
}
