package dev.trunkline.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a system lies in neither its topics nor its database, and what its owner says of it.
 *
 * @param journal what gateways have yet to forward
 * @param recordings folder of stored recordings; null: none is looked at
 * @param logs files, or folders of such
 * @param secrets that must stand nowhere
 * @param sentIsAll whether the ledger has everything that was sent: what else is kept is a stranger
 */
public record Surroundings(
    Journal journal,
    @Nullable Path recordings,
    List<Path> logs,
    Secrets secrets,
    boolean sentIsAll) {

  /** Nothing is known. */
  public static final Surroundings NONE =
      new Surroundings(Journal.NONE, null, List.of(), new Secrets(Map.of()), false);

  /** Copies the list. */
  public Surroundings {
    logs = List.copyOf(logs);
  }
}
