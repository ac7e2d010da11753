package dev.trunkline.plumbing.failure;

import org.jspecify.annotations.Nullable;

/**
 * Classes of SQLSTATE by the standard's names, and whose fault they are. A class that blames the
 * values isolates; one in which two statements met comes again; all others need a server, a role or
 * a table mended, and no record is at fault.
 */
enum SqlClass {
  CONNECTION("08", Verdict.PAUSE, "connection exception"),
  /** Also a plan that was made before a table was altered. */
  FEATURE("0A", Verdict.RETRY_BATCH, "feature not supported"),
  CARDINALITY("21", Verdict.ISOLATE, "cardinality violation"),
  DATA("22", Verdict.ISOLATE, "data exception"),
  INTEGRITY("23", Verdict.ISOLATE, "integrity constraint violation"),
  TRANSACTION_STATE("25", Verdict.RETRY_BATCH, "invalid transaction state"),
  AUTHORIZATION("28", Verdict.PAUSE, "invalid authorization"),
  CATALOG("3D", Verdict.PAUSE, "invalid catalog name"),
  SCHEMA("3F", Verdict.PAUSE, "invalid schema name"),
  ROLLBACK("40", Verdict.RETRY_BATCH, "transaction rollback"),
  ACCESS("42", Verdict.PAUSE, "syntax error or access rule violation"),
  RESOURCES("53", Verdict.PAUSE, "insufficient resources"),
  LIMIT("54", Verdict.ISOLATE, "program limit exceeded"),
  STATE("55", Verdict.RETRY_BATCH, "object not in prerequisite state"),
  INTERVENTION("57", Verdict.PAUSE, "operator intervention"),
  SYSTEM("58", Verdict.PAUSE, "system error"),
  CONFIGURATION("F0", Verdict.PAUSE, "configuration file error"),
  INTERNAL("XX", Verdict.PAUSE, "internal error");

  private final String prefix;
  private final Verdict verdict;
  private final String title;

  SqlClass(String prefix, Verdict verdict, String title) {
    this.prefix = prefix;
    this.verdict = verdict;
    this.title = title;
  }

  /** The class of a state; null of one that is not listed. */
  static @Nullable SqlClass of(String state) {
    for (SqlClass known : values()) {
      if (state.startsWith(known.prefix)) {
        return known;
      }
    }
    return null;
  }

  Verdict verdict() {
    return verdict;
  }

  String title() {
    return title;
  }
}
