package dev.trunkline.allinone.bench;

import java.util.Locale;

/** What a lead-writer spends its time on. */
enum Phase {
  /** Records to events and manifests. */
  PARSING,
  /** Taking the deliveries of a batch, and what is known of them already. */
  DELIVERIES,
  /** The event log: which copies there are, which counts, and the new ones. */
  LOG,
  /** Calls, conversations and recordings: taking, reading for the fold, writing. */
  ROWS,
  /** Lead events, what unites them, whose numbers are ours, and leads. */
  PERSONS,
  /** Statements of no table: settings of the transaction, partitions. */
  OTHER,
  COMMIT,
  /** What remains: judging, folding, making parameters of events. */
  OWN;

  /** The phase of a statement, by the table that it is about. */
  static Phase of(String sql) {
    if (sql.contains("app.lead") || sql.contains("app.persons") || sql.contains("app.numbers")) {
      return PERSONS;
    }
    if (sql.contains("app.manifests") || sql.contains("delivery_id = any(")) {
      return DELIVERIES;
    }
    // Only the fold reads the bodies of what counts.
    if (sql.contains("app.calls")
        || sql.contains("app.conversations")
        || sql.contains("app.recordings")
        || sql.contains("app.fold_nodes")
        || sql.contains("e.body::text as body")) {
      return ROWS;
    }
    return sql.contains("app.events") ? LOG : OTHER;
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
