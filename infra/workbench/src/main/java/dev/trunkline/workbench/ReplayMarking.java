package dev.trunkline.workbench;

import dev.trunkline.store.ReplayBook;
import dev.trunkline.store.Store;
import org.postgresql.ds.PGSimpleDataSource;

/** Tells a replay that is being put into its lane, here or elsewhere, what to do. */
final class ReplayMarking {

  private ReplayMarking() {}

  static ReplayBook book(SystemOptions options) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(options.find().jdbcUrl());
    return new Store(database).replayBook();
  }

  /**
   * Marks it.
   *
   * @throws CommandFailure if there is none of this id, or all of it is in the lane
   */
  static int mark(SystemOptions options, String replayId, ReplayBook.Mark mark, String words) {
    if (!ReplaySelection.isId(replayId)) {
      throw new CommandFailure(
          ExitCode.USAGE, "name a replay by its id; see: trunkline replay list");
    }
    if (!book(options).mark(replayId, mark)) {
      throw new CommandFailure(
          ExitCode.PROBLEMS,
          "no replay "
              + replayId
              + " is open: nobody asked for it, it was cancelled, or all of it is in the lane; see: trunkline replay list");
    }
    Output.standard().println("replay " + replayId + words);
    return ExitCode.OK;
  }
}
