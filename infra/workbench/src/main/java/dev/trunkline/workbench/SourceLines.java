package dev.trunkline.workbench;

import dev.trunkline.store.Store;
import dev.trunkline.vendors.Refused;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** How every source stands, as {@code status} shows it. */
final class SourceLines {

  private SourceLines() {}

  /** Looks at a running system's sources. */
  static List<SourceState> of(RunningSystem system) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(system.jdbcUrl());
    return new SourceLook(
            new Store(database), system.kafkaClients(), () -> watched(system), Clock.systemUTC())
        .look();
  }

  /** A system that is named by its addresses may have any sources. */
  private static Optional<Watched> watched(RunningSystem system) {
    try {
      return system.pid() == 0 && system.sources() == null
          ? Optional.empty()
          : Optional.of(Watched.of(system.possibleDefinitions()));
    } catch (Refused e) {
      return Optional.empty();
    }
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
