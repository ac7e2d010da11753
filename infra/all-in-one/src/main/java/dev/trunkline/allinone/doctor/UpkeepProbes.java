package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What makes a Postgres slow by and by. Pure. */
final class UpkeepProbes {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration BLOCKED = Duration.ofSeconds(10);

  /** Fewer cost nothing, whatever their share. */
  private static final long MANY = 50_000;

  private static final double SHARE = 0.3;

  /** At two thousand millions the server takes no more. */
  private static final long OLD = 1_500_000_000L;

  static final List<Probe<DatabaseFacts>> ALL =
      List.of(
          new Probe<>("long-transactions", UpkeepProbes::sessions),
          new Probe<>("dead-rows", UpkeepProbes::dead),
          new Probe<>("freezing", UpkeepProbes::freezing));

  private UpkeepProbes() {}

  private static Judgement sessions(DatabaseFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (DatabaseFacts.Session session : facts.sessions()) {
      String who =
          "process %d (%s, %s)".formatted(session.pid(), session.application(), session.state());
      if (session.age().compareTo(LONG) > 0) {
        findings.add(
            new Finding(
                "%s is in one transaction for %s".formatted(who, Texts.duration(session.age())),
                "no row that died since can be taken away, and its locks stay",
                "select pg_terminate_backend(%d), unless it is an audit or a backup"
                    .formatted(session.pid())));
      } else if (session.waitsForLock() && session.age().compareTo(BLOCKED) > 0) {
        findings.add(
            new Finding(
                "%s waits for a lock for %s".formatted(who, Texts.duration(session.age())),
                "the writer gives up after two seconds and tries again: rows are late",
                "select pg_blocking_pids(%d) says who has it".formatted(session.pid())));
      }
    }
    return new Judgement(facts.sessions().size() + " open", findings);
  }

  private static Judgement dead(DatabaseFacts facts) {
    List<Finding> findings = new ArrayList<>();
    if ("off".equals(facts.postgres().settings().get("autovacuum"))) {
      findings.add(
          new Finding(
              "autovacuum is off",
              "tables grow with every change, and nothing shrinks them",
              "autovacuum = on in postgresql.conf, and a reload"));
    }
    long all = 0;
    for (DatabaseFacts.Table table : facts.tables()) {
      all += table.dead();
      if (table.dead() > MANY && table.dead() > SHARE * table.live()) {
        findings.add(
            new Finding(
                "%s has %,d dead rows beside %,d"
                    .formatted(table.name(), table.dead(), table.live()),
                "every look at it reads them, too",
                "vacuum (analyze) " + table.name()));
      }
    }
    return new Judgement("%,d dead rows".formatted(all), findings);
  }

  private static Judgement freezing(DatabaseFacts facts) {
    return Judgement.of(
        "%,d transactions since the oldest row was frozen".formatted(facts.age()),
        facts.age() > OLD,
        "%,d transactions since the oldest row was frozen".formatted(facts.age()),
        "at 2,147,483,647 the server takes no more writes",
        "vacuum (freeze), and end what holds it up: long transactions, old replication slots");
  }
}
