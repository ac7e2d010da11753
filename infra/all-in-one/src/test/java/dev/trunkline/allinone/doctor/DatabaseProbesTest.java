package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.allinone.doctor.DatabaseFacts.Role;
import dev.trunkline.allinone.doctor.DatabaseFacts.Session;
import dev.trunkline.allinone.doctor.DatabaseFacts.Table;
import dev.trunkline.store.SchemaVersion;
import dev.trunkline.writer.PostgresFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseProbesTest {

  private static final long GIB = 1L << 30;
  private static final Role OWNER = new Role("trunkline", false, true, true, List.of());
  private static final DataFacts.Disk DISK = new DataFacts.Disk("ext4", 50 * GIB, 100 * GIB);
  private static final SchemaVersion SCHEMA = new SchemaVersion("5", List.of());
  private static final List<Probe<DatabaseFacts>> ALL =
      Stream.concat(DatabaseProbes.ALL.stream(), UpkeepProbes.ALL.stream()).toList();

  private static final Map<String, String> SOUND =
      Map.of(
          "fsync", "on",
          "full_page_writes", "on",
          "synchronous_commit", "on",
          "server_encoding", "UTF8",
          "standard_conforming_strings", "on",
          "autovacuum", "on");

  @Test
  void aDatabaseThatFitsIsWell() {
    assertThat(Judged.by(ALL, with(Map.of(), SCHEMA, false))).isEmpty();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("version", "Postgres 13", server(130_004, OWNER, DISK, 9, false)),
        Arguments.of("version", "standby", server(170_010, OWNER, DISK, 9, true)),
        Arguments.of(
            "encoding",
            "server_encoding=LATIN1",
            with(Map.of("server_encoding", "LATIN1"), SCHEMA, false)),
        Arguments.of(
            "schema", "version 6", with(Map.of(), new SchemaVersion("5", List.of("6")), false)),
        Arguments.of("durability", "fsync=off", with(Map.of("fsync", "off"), SCHEMA, false)),
        Arguments.of(
            "role",
            "superuser",
            server(170_010, new Role("postgres", true, true, true, List.of()), DISK, 9, false)),
        Arguments.of(
            "role",
            "may make no schemas",
            server(170_010, new Role("guest", false, false, true, List.of()), DISK, 9, false)),
        Arguments.of(
            "role",
            "does not own",
            server(170_010, new Role("guest", false, true, false, List.of()), DISK, 9, false)),
        Arguments.of(
            "role",
            "role analyst",
            server(170_010, new Role("t", false, true, true, List.of("analyst")), DISK, 9, false)),
        Arguments.of("connections", "96 of 97", server(170_010, OWNER, DISK, 96, false)),
        Arguments.of(
            "disk",
            "1.0 GiB",
            server(170_010, OWNER, new DataFacts.Disk("ext4", GIB, 100 * GIB), 9, false)),
        Arguments.of(
            "clock", "10 s behind", upkeep(List.of(), List.of(), 9, Duration.ofSeconds(-10))),
        Arguments.of(
            "long-transactions",
            "process 7 (psql, idle in transaction)",
            upkeep(
                List.of(new Session(7, "psql", "idle in transaction", Duration.ofHours(1), false)),
                List.of(),
                9,
                Duration.ZERO)),
        Arguments.of(
            "long-transactions",
            "waits for a lock",
            upkeep(
                List.of(new Session(7, "psql", "active", Duration.ofSeconds(30), true)),
                List.of(),
                9,
                Duration.ZERO)),
        Arguments.of(
            "dead-rows",
            "app.events has 90,000",
            upkeep(List.of(), List.of(new Table("app.events", 100_000, 90_000)), 9, Duration.ZERO)),
        Arguments.of("dead-rows", "autovacuum", with(Map.of("autovacuum", "off"), SCHEMA, false)),
        Arguments.of(
            "freezing",
            "1,900,000,000",
            upkeep(List.of(), List.of(), 1_900_000_000L, Duration.ZERO)));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatDoesNotFitIsNamed(String probe, String what, DatabaseFacts facts) {
    Judged.onlyFinds(ALL, facts, probe, what);
  }

  @Test
  void whatItsOwnerAcceptedIsNoFinding() {
    assertThat(Judged.by(ALL, with(Map.of("fsync", "off"), SCHEMA, true))).isEmpty();
  }

  @Test
  void aClockThatCannotBeToldBetterIsWell() {
    DatabaseFacts slow =
        facts(
            new PostgresFacts(SOUND, SCHEMA),
            false,
            170_010,
            OWNER,
            DISK,
            9,
            9,
            false,
            List.of(),
            List.of(),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3));

    assertThat(Judged.by(ALL, slow)).isEmpty();
  }

  private static DatabaseFacts with(
      Map<String, String> changed, SchemaVersion schema, boolean accepted) {
    Map<String, String> settings = new HashMap<>(SOUND);
    settings.putAll(changed);
    return facts(
        new PostgresFacts(settings, schema),
        accepted,
        170_010,
        OWNER,
        DISK,
        9,
        9,
        false,
        List.of(),
        List.of(),
        Duration.ZERO,
        Duration.ZERO);
  }

  private static DatabaseFacts server(
      int version, Role role, DataFacts.Disk disk, int used, boolean standby) {
    return facts(
        new PostgresFacts(SOUND, SCHEMA),
        false,
        version,
        role,
        disk,
        used,
        9,
        standby,
        List.of(),
        List.of(),
        Duration.ZERO,
        Duration.ZERO);
  }

  private static DatabaseFacts upkeep(
      List<Session> sessions, List<Table> tables, long age, Duration ahead) {
    return facts(
        new PostgresFacts(SOUND, SCHEMA),
        false,
        170_010,
        OWNER,
        DISK,
        9,
        age,
        false,
        sessions,
        tables,
        ahead,
        Duration.ZERO);
  }

  private static DatabaseFacts facts(
      PostgresFacts postgres,
      boolean accepted,
      int version,
      Role role,
      DataFacts.Disk disk,
      int used,
      long age,
      boolean standby,
      List<Session> sessions,
      List<Table> tables,
      Duration ahead,
      Duration error) {
    return new DatabaseFacts(
        postgres, accepted, version, role, GIB, disk, used, 97, age, standby, sessions, tables,
        ahead, error);
  }
}
