package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.writer.PostgresDemands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a Postgres must be like; what a start refuses is judged by what refuses it. Pure. */
final class DatabaseProbes {

  /** The oldest that it is tried with. */
  private static final int VERSION = 15;

  private static final int SPARE = 5;
  private static final Duration SKEW = Duration.ofSeconds(2);

  static final List<Probe<DatabaseFacts>> ALL =
      List.of(
          new Probe<>("version", DatabaseProbes::version),
          new Probe<>("encoding", DatabaseProbes::encoding),
          new Probe<>("schema", DatabaseProbes::schema),
          new Probe<>("durability", DatabaseProbes::durability),
          new Probe<>("role", DatabaseProbes::role),
          new Probe<>("connections", DatabaseProbes::connections),
          new Probe<>("disk", DatabaseProbes::disk),
          new Probe<>("clock", DatabaseProbes::clock));

  private DatabaseProbes() {}

  private static Judgement version(DatabaseFacts facts) {
    int major = facts.version() / 10_000;
    List<Finding> findings = new ArrayList<>();
    if (major < VERSION) {
      findings.add(
          new Finding(
              "Postgres %d, not %d or newer".formatted(major, VERSION),
              "the migrations use what it does not know",
              "pg_upgrade, or a newer server and a replay"));
    }
    if (facts.standby()) {
      findings.add(
          new Finding(
              "this server is a standby",
              "nothing can be written to it",
              "the address of the primary in --postgres and spring.datasource.url"));
    }
    return new Judgement("%d.%d".formatted(major, facts.version() % 10_000), findings);
  }

  private static Judgement encoding(DatabaseFacts facts) {
    return new Judgement(
        facts.postgres().settings().getOrDefault("server_encoding", "?"),
        PostgresDemands.language(facts.postgres()));
  }

  private static Judgement schema(DatabaseFacts facts) {
    return new Judgement(
        "this program makes version " + facts.postgres().schema().known(),
        PostgresDemands.schema(facts.postgres()));
  }

  /** What its owner accepted is said, and is no finding. */
  private static Judgement durability(DatabaseFacts facts) {
    List<Finding> lost = PostgresDemands.durability(facts.postgres());
    if (lost.isEmpty()) {
      return Judgement.well("commits are on the disk");
    }
    return facts.acceptLostCommits()
        ? Judgement.well("commits may be lost, as was accepted")
        : new Judgement("commits may be lost", lost);
  }

  private static Judgement role(DatabaseFacts facts) {
    DatabaseFacts.Role role = facts.role();
    List<Finding> findings = new ArrayList<>();
    if (role.superuser()) {
      findings.add(
          new Finding(
              role.name() + " is a superuser",
              "it needs no more than its own database: whoever has its password has the server",
              "create role trunkline login createrole; alter database … owner to trunkline"));
    } else if (!role.creates() || !role.owns()) {
      findings.add(
          new Finding(
              role.name() + (role.creates() ? " does not own our schemas" : " may make no schemas"),
              "migrations fail, and with them the start",
              "alter database … owner to %s; reassign owned by … to %s"
                  .formatted(role.name(), role.name())));
    }
    if (!role.missing().isEmpty()) {
      findings.add(
          new Finding(
              "missing: role " + String.join(" and role ", role.missing()),
              "analysts have nothing to read with, and take the owner's password",
              "as a DBA: create role %s; then as the owner: select app.share()"
                  .formatted(String.join("; create role ", role.missing()))));
    }
    return new Judgement(role.name() + (role.superuser() ? ", a superuser" : ""), findings);
  }

  private static Judgement connections(DatabaseFacts facts) {
    return Judgement.of(
        "%d of %d".formatted(facts.used(), facts.room()),
        facts.used() > facts.room() - SPARE,
        "%d of %d connections are in use".formatted(facts.used(), facts.room()),
        "the writer waits where it gets none, and so do migrations at a start",
        "select application_name, count(*) from pg_stat_activity group by 1 says who has them; or max_connections");
  }

  private static Judgement disk(DatabaseFacts facts) {
    DataFacts.Disk disk = facts.disk();
    String found = "the database has " + Texts.bytes(facts.bytes());
    if (disk == null) {
      return Judgement.well(found + "; its disk is not seen from here");
    }
    return Judgement.of(
        "%s, %s free".formatted(found, Texts.bytes(disk.free())),
        disk.isShort(),
        "%s of %s free".formatted(Texts.bytes(disk.free()), Texts.bytes(disk.total())),
        "where it is full Postgres writes nothing, and the writer waits",
        "room on the disk; what is largest: select relname, pg_size_pretty(pg_total_relation_size(oid)) from pg_class order by pg_total_relation_size(oid) desc limit 10");
  }

  private static Judgement clock(DatabaseFacts facts) {
    Duration off = facts.ahead().abs();
    return Judgement.of(
        "off by %s, give or take %s".formatted(Texts.duration(off), Texts.duration(facts.error())),
        off.minus(facts.error()).compareTo(SKEW) > 0,
        "its clock is %s %s"
            .formatted(Texts.duration(off), facts.ahead().isNegative() ? "behind" : "ahead"),
        "replays are ordered by it, and ages in views are told by it",
        "timedatectl set-ntp true, there and here");
  }
}
