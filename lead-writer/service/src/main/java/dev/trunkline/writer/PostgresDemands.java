package dev.trunkline.writer;

import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.store.SchemaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a database must be like: what a start refuses and what a doctor finds are the same. Pure.
 */
public final class PostgresDemands {

  /** The knob that lets {@link #durability} pass. */
  static final String ACCEPT = "trunkline.writer.accept-lost-commits";

  private static final Predicate<String> ON = "on"::equals;

  private record Demand(
      String setting, Predicate<String> fits, String wanted, String why, String cure) {}

  private static final List<Demand> DURABILITY =
      List.of(
          new Demand(
              "fsync",
              ON,
              "on",
              "after a power cut the database may be unreadable",
              "fsync = on in postgresql.conf, and a reload"),
          new Demand(
              "full_page_writes",
              ON,
              "on",
              "after a power cut pages may be half written",
              "full_page_writes = on in postgresql.conf, and a reload"),
          // local, remote_write and remote_apply wait for this server's disk, too.
          new Demand(
              "synchronous_commit",
              value -> !value.equals("off"),
              "on",
              "a crash takes rows whose records count as written",
              "alter database … set synchronous_commit = on (or of the role, or in postgresql.conf)"));

  private static final List<Demand> MEANING =
      List.of(
          new Demand(
              "server_encoding",
              "UTF8"::equals,
              "UTF8",
              "names in other scripts would be refused or garbled",
              "a new database: create database … encoding 'UTF8' template template0"),
          new Demand(
              "standard_conforming_strings",
              ON,
              "on",
              "a backslash in a name would change what a statement says",
              "alter database … set standard_conforming_strings = on (or of the role, or in postgresql.conf)"));

  private PostgresDemands() {}

  /** Whether what is committed stays. */
  public static List<Finding> durability(PostgresFacts found) {
    return unmet(DURABILITY, found).map(PostgresDemands::orAccepted).toList();
  }

  /** Whether what is written means the same to the database and to us. */
  static List<Finding> meaning(PostgresFacts found) {
    List<Finding> findings = new ArrayList<>(language(found));
    findings.addAll(schema(found));
    return findings;
  }

  /** Whether texts are stored as they were sent. */
  public static List<Finding> language(PostgresFacts found) {
    return unmet(MEANING, found).toList();
  }

  /** Whether the tables are ones that this program knows. */
  public static List<Finding> schema(PostgresFacts found) {
    return schema(found.schema()).stream().toList();
  }

  private static Stream<Finding> unmet(List<Demand> demands, PostgresFacts found) {
    return demands.stream()
        .filter(
            demand ->
                !demand.fits().test(found.settings().getOrDefault(demand.setting(), "absent")))
        .map(
            demand ->
                new Finding(
                    "Postgres has %s=%s, not %s"
                        .formatted(
                            demand.setting(),
                            found.settings().getOrDefault(demand.setting(), "absent"),
                            demand.wanted()),
                    demand.why(),
                    demand.cure()));
  }

  private static Finding orAccepted(Finding finding) {
    return new Finding(
        finding.what(),
        finding.why(),
        "%s; or say that losing them is fine: %s=true".formatted(finding.cure(), ACCEPT));
  }

  private static Optional<Finding> schema(SchemaVersion schema) {
    if (schema.foreign().isEmpty()) {
      return Optional.empty();
    }
    String foreign = String.join(", ", schema.foreign());
    return Optional.of(
        schema.isNewer()
            ? new Finding(
                "the database's schema has had version %s, this program knows %s"
                    .formatted(foreign, schema.known()),
                "this program is the older one: it would take tables that it does not know for bad data, and make dead letters of good records",
                "the program that made it, or a newer one")
            : new Finding(
                "the database's schema has had version %s, which this program never knew"
                    .formatted(foreign),
                "another line of this program was here: nobody can say what its tables mean to this one",
                "the program that made it, or a new database and a replay"));
  }
}
