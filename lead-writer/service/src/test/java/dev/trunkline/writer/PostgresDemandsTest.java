package dev.trunkline.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.store.SchemaVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresDemandsTest {

  private static final SchemaVersion SAME = new SchemaVersion("6", List.of());
  private static final Map<String, String> SOUND =
      Map.of(
          "fsync", "on",
          "full_page_writes", "on",
          "synchronous_commit", "on",
          "server_encoding", "UTF8",
          "standard_conforming_strings", "on");

  @ParameterizedTest
  @CsvSource({"on", "local", "remote_write", "remote_apply"})
  void whatWaitsForThisServersDiskFits(String commit) {
    assertThat(findings(with("synchronous_commit", commit), SAME)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fsync | off | Postgres has fsync=off, not on | may be unreadable | fsync = on in postgresql.conf, and a reload; or say that losing them is fine: trunkline.writer.accept-lost-commits=true",
        "full_page_writes | off | Postgres has full_page_writes=off, not on | half written | full_page_writes = on in postgresql.conf, and a reload; or say that losing them is fine: trunkline.writer.accept-lost-commits=true",
        "synchronous_commit | off | Postgres has synchronous_commit=off, not on | a crash takes rows | alter database … set synchronous_commit = on (or of the role, or in postgresql.conf); or say that losing them is fine: trunkline.writer.accept-lost-commits=true",
        "server_encoding | SQL_ASCII | Postgres has server_encoding=SQL_ASCII, not UTF8 | garbled | a new database: create database … encoding 'UTF8' template template0",
        "server_encoding | LATIN1 | Postgres has server_encoding=LATIN1, not UTF8 | garbled | a new database: create database … encoding 'UTF8' template template0",
        "standard_conforming_strings | off | Postgres has standard_conforming_strings=off, not on | a backslash | alter database … set standard_conforming_strings = on (or of the role, or in postgresql.conf)",
        "fsync | | Postgres has fsync=absent, not on | may be unreadable | fsync = on in postgresql.conf, and a reload; or say that losing them is fine: trunkline.writer.accept-lost-commits=true",
      })
  void aSettingThatDiffersIsNamedWithItsMeaningAndItsCure(
      String setting, @Nullable String value, String what, String why, String cure) {
    assertThat(findings(with(setting, value), SAME))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).isEqualTo(what);
              assertThat(finding.why()).contains(why);
              assertThat(finding.cure()).isEqualTo(cure);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | the database's schema has had version 7, this program knows 6 | this program is the older one",
        "7 8 | the database's schema has had version 7, 8, this program knows 6 | this program is the older one",
        "10 | the database's schema has had version 10, this program knows 6 | this program is the older one",
        "4.1 | the database's schema has had version 4.1, which this program never knew | another line of this program",
      })
  void aSchemaThatAnotherProgramMadeIsRefused(String foreign, String what, String why) {
    assertThat(findings(SOUND, new SchemaVersion("6", List.of(foreign.split(" ")))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.what()).isEqualTo(what);
              assertThat(finding.why()).startsWith(why);
              assertThat(finding.cure()).startsWith("the program that made it");
            });
  }

  private static Map<String, String> with(String setting, @Nullable String value) {
    Map<String, String> settings = new HashMap<>(SOUND);
    if (value == null) {
      settings.remove(setting);
    } else {
      settings.put(setting, value);
    }
    return settings;
  }

  private static List<Finding> findings(Map<String, String> settings, SchemaVersion schema) {
    PostgresFacts facts = new PostgresFacts(settings, schema);
    List<Finding> findings = new ArrayList<>(PostgresDemands.durability(facts));
    findings.addAll(PostgresDemands.meaning(facts));
    return findings;
  }
}
