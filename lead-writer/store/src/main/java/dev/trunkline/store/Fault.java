package dev.trunkline.store;

import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Whose fault a failed write is. Bad data is a dead letter; broken infrastructure is tried again,
 * for as long as it takes, and so is everything that we do not know.
 */
public enum Fault {
  /** The database refused a value; the same write will fail again. */
  DATA,
  /** Connection, server, resources, locks: the same write may pass later. */
  INFRASTRUCTURE;

  /**
   * Classes of SQLSTATE that blame the values: cardinality, data exception, integrity, and program
   * limits (a value too large for an index or too deep for a type).
   */
  private static final Set<String> DATA_CLASSES = Set.of("21", "22", "23", "54");

  /**
   * The fault of a failed {@link Store#write} or {@link Store#archive}: by the first SQLSTATE among
   * its causes. Where the database was not even asked, the records tripped our own code.
   */
  public static Fault of(Throwable failure) {
    String state = sqlState(failure);
    if (state == null) {
      return failure instanceof JdbiException ? INFRASTRUCTURE : DATA;
    }
    return DATA_CLASSES.contains(state.substring(0, 2)) ? DATA : INFRASTRUCTURE;
  }

  /** A reason for people that quotes no value. */
  public static String reason(Throwable failure) {
    return sqlState(failure) == null
        ? "the store failed with " + cause(failure)
        : "the database refused it with SQLSTATE " + cause(failure);
  }

  /** The SQLSTATE, else the exception's name: few enough to count by. */
  public static String cause(Throwable failure) {
    String state = sqlState(failure);
    return state == null ? failure.getClass().getSimpleName() : state;
  }

  private static @Nullable String sqlState(Throwable failure) {
    int depth = 0;
    for (Throwable at = failure; at != null && depth < 20; at = at.getCause(), depth++) {
      if (at instanceof SQLException sql) {
        String state = sql.getSQLState();
        if (state != null && state.length() == 5) {
          return state;
        }
      }
    }
    return null;
  }
}
