package dev.trunkline.plumbing.failure;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Judges what a database driver throws: by the SQLSTATE, which says more than the Java class. */
final class SqlFailures {

  /** A server that only reads: the one behind it takes over, or an operator ends it. */
  private static final String READ_ONLY = "25006";

  /** Beyond a time limit of ours; what else is of class 57 says that the server goes away. */
  private static final String CANCELED = "57014";

  private SqlFailures() {}

  static Failure of(SQLException failure) {
    String state = state(failure);
    if (state == null) {
      // A driver that gives none speaks of its connections.
      return Failure.named(Verdict.PAUSE, failure);
    }
    SqlClass known = SqlClass.of(state);
    String title = known == null ? "unknown" : known.title();
    return new Failure(
        verdict(state, known),
        state,
        "the database refused it with SQLSTATE %s, class %s (%s)"
            .formatted(state, state.substring(0, 2), title));
  }

  private static Verdict verdict(String state, @Nullable SqlClass known) {
    return switch (state) {
      case READ_ONLY -> Verdict.PAUSE;
      case CANCELED -> Verdict.RETRY_BATCH;
      default -> known == null ? Verdict.PAUSE : known.verdict();
    };
  }

  /** The first state among the failure, its causes and what a pool or a batch hangs on them. */
  private static @Nullable String state(SQLException failure) {
    for (Throwable one : failure) {
      if (one instanceof SQLException sql && isState(sql.getSQLState())) {
        return sql.getSQLState();
      }
    }
    return null;
  }

  private static boolean isState(@Nullable String state) {
    return state != null && state.length() == 5;
  }
}
