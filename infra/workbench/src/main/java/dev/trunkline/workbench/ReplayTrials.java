package dev.trunkline.workbench;

import dev.trunkline.store.Arrived;
import dev.trunkline.store.Rehearsal;
import dev.trunkline.store.Replays;
import dev.trunkline.store.Store;
import dev.trunkline.vendors.PinnedTranslators;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The trial of one replay, with its database for as long as it is compared with what came. */
final class ReplayTrials implements AutoCloseable {

  private final Supplier<RehearsalRoom> rooms;
  private final Function<PinnedTranslators, Reading> readings;
  private @Nullable RehearsalRoom room;
  private @Nullable ReplayTrial trial;

  /**
   * None yet.
   *
   * @param rooms makes a database
   * @param readings what reads by given definitions
   */
  ReplayTrials(Supplier<RehearsalRoom> rooms, Function<PinnedTranslators, Reading> readings) {
    this.rooms = rooms;
    this.readings = readings;
  }

  /**
   * Tries it out.
   *
   * @throws CommandFailure if there can be no database for it
   */
  ReplayForecast run(
      Replays.Look look, PinnedTranslators by, Map<String, String> readers, String replayId) {
    RehearsalRoom made = open();
    room = made;
    ReplayTrial tried =
        new ReplayTrial(new Rehearsal(made.dataSource()), readings.apply(by), readers, replayId);
    ReplayForecast forecast = tried.run(look);
    trial = tried;
    return forecast;
  }

  /** What became of the rows that were foretold; nothing where nothing was. */
  List<Arrived> compare(Store running) {
    ReplayTrial tried = trial;
    return tried == null ? List.of() : tried.compare(running);
  }

  private RehearsalRoom open() {
    try {
      return rooms.get();
    } catch (RuntimeException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "no database can be started to try the replay out in ("
              + e.getMessage()
              + "); --quick goes without, and foretells no rows");
    }
  }

  @Override
  public void close() {
    RehearsalRoom made = room;
    if (made != null) {
      made.close();
    }
  }
}
