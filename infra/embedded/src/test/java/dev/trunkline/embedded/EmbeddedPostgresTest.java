package dev.trunkline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class EmbeddedPostgresTest {

  /** One server for the tests that only look. */
  @TempDir static Path sharedFolder;

  private static EmbeddedPostgres shared;

  @TempDir Path temporary;
  private Path folder;

  @BeforeAll
  static void startShared() {
    shared = EmbeddedPostgres.start(sharedFolder, Programs.FOLDER, 0);
  }

  @AfterAll
  static void stopShared() {
    shared.close();
  }

  @BeforeEach
  void aFolderThatOtherUsersCanReach() throws IOException {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    folder = temporary.resolve("postgres");
  }

  @Test
  void aRestartKeepsRowsAndPassword() throws SQLException {
    // given
    String password;
    try (EmbeddedPostgres postgres = start()) {
      password = postgres.password();
      Sql.run(postgres, "create table calls (id int)", "insert into calls values (7)");
    }

    // when
    try (EmbeddedPostgres postgres = start()) {

      // then
      assertThat(postgres.password()).isEqualTo(password);
      assertThat(Sql.value(postgres, "select id from calls")).isEqualTo("7");
    }
  }

  @Test
  void aRowSurvivesKillNineOfItsJvm() throws Exception {
    // given
    try (ChildJvm child = ChildJvm.start("postgres", folder)) {
      int port = Integer.parseInt(child.address());
      Sql.run(port, password(), "create table calls (id int)", "insert into calls values (7)");
      child.killHard();
    }

    // when
    try (EmbeddedPostgres postgres = start()) {

      // then
      assertThat(Sql.value(postgres, "select id from calls")).isEqualTo("7");
    }
  }

  @Test
  void aPostgresLeftBehindIsStoppedAndItsRowsKept() throws Exception {
    // given
    int port;
    try (EmbeddedPostgres postgres = start()) {
      port = postgres.port();
      Sql.run(postgres, "create table calls (id int)");
    }
    Process orphan = orphan(port);
    Sql.run(port, password(), "insert into calls values (7)");

    // when
    try (EmbeddedPostgres postgres = start()) {

      // then
      assertThat(orphan.isAlive()).isFalse();
      assertThat(Sql.value(postgres, "select id from calls")).isEqualTo("7");
    }
  }

  @Test
  void aFrozenPostgresLeftBehindIsKilledAndItsRowsKept() throws Exception {
    // given
    int port;
    try (EmbeddedPostgres postgres = start()) {
      port = postgres.port();
      Sql.run(postgres, "create table calls (id int)");
    }
    Process orphan = orphan(port);
    Sql.run(port, password(), "insert into calls values (7)");
    Command.run(5, List.of("kill", "-STOP", Long.toString(orphan.pid())));

    // when
    try (EmbeddedPostgres postgres = start()) {

      // then
      assertThat(orphan.isAlive()).isFalse();
      assertThat(Sql.value(postgres, "select id from calls")).isEqualTo("7");
    }
  }

  @Test
  void aLockFileThatNamesAnotherProgramDoesNotBlockTheStart() throws Exception {
    // given
    start().close();
    Files.writeString(
        folder.resolve("data/postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + folder.resolve("data") + "\n");

    // when, then
    try (EmbeddedPostgres postgres = start()) {
      assertThat(Sql.value(postgres, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void aRowSurvivesKillNineOfPostgresItself() throws Exception {
    // given
    try (EmbeddedPostgres postgres = start()) {
      Sql.run(postgres, "create table calls (id int)", "insert into calls values (7)");
      ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
      await().until(() -> !postgres.isAlive());
    }

    // when, then
    try (EmbeddedPostgres postgres = start()) {
      assertThat(Sql.value(postgres, "select id from calls")).isEqualTo("7");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "data_checksums, on",
    "listen_addresses, 127.0.0.1",
    "unix_socket_directories, ''",
    "server_encoding, UTF8",
    "log_timezone, UTC",
    "jit, off",
    "log_min_error_statement, panic"
  })
  void itIsSetAsPromised(String setting, String value) throws SQLException {
    assertThat(Sql.value(shared(), "show " + setting, true)).isEqualTo(value);
  }

  @Test
  void everybodyNeedsAPassword() throws SQLException {
    EmbeddedPostgres postgres = shared();
    assertThatThrownBy(
            () -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "wrong").close())
        .hasMessageContaining("password authentication failed");
    assertThatThrownBy(
            () -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.superuser(), "").close())
        .isInstanceOf(SQLException.class);
    assertThat(
            Sql.value(
                postgres,
                "select rolpassword like 'SCRAM-SHA-256$%' from pg_authid where rolname = 'trunkline'",
                true))
        .isEqualTo("t");
  }

  @Test
  void theRoleOwnsItsDatabaseAndMakesRolesButIsNoSuperuser() throws SQLException {
    EmbeddedPostgres postgres = shared();
    assertThat(
            Sql.value(
                postgres,
                "select rolsuper::text || rolcreatedb || rolcreaterole from pg_roles where rolname = user"))
        .isEqualTo("falsefalsetrue");
    assertThat(
            Sql.value(
                postgres,
                "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"))
        .isEqualTo("trunkline");
    Sql.run(postgres, "create role analyst_of_test nologin");
  }

  @Test
  void passwordsAreUrlSafeAndReadableByTheirOwnerOnly() throws IOException {
    EmbeddedPostgres postgres = shared();
    assertThat(postgres.password())
        .matches("[0-9a-f]{48}")
        .isNotEqualTo(postgres.superuserPassword());
    assertThat(postgres.url())
        .isEqualTo(
            "postgresql://trunkline:%s@127.0.0.1:%d/trunkline"
                .formatted(postgres.password(), postgres.port()));
    for (String file : new String[] {"postgres.password", "postgres.superuser.password"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(sharedFolder.resolve(file))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aFailedStatementLeavesNoValueInTheLog() throws Exception {
    EmbeddedPostgres postgres = shared();
    assertThatThrownBy(() -> Sql.run(postgres, "select '+12025550123'::int"))
        .hasMessageContaining("+12025550123");
    assertThat(Files.readString(sharedFolder.resolve("postgres.log")))
        .isNotEmpty()
        .doesNotContain("2025550123");
  }

  @Test
  void aFolderInUseIsRefusedInOneLine() {
    assertThat(shared().isAlive()).isTrue();
    assertThatThrownBy(() -> EmbeddedPostgres.start(sharedFolder, Programs.FOLDER, 0))
        .isInstanceOf(CannotStart.class)
        .hasMessageContainingAll("Postgres", "another process is using it")
        .hasMessageNotContaining("\n");
    assertThat(shared().isAlive()).isTrue();
  }

  @Test
  void aTakenPortIsRefusedInOneLineAndTheFolderLetGo() throws IOException {
    try (ServerSocket other =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      assertThatThrownBy(
              () -> EmbeddedPostgres.start(folder, Programs.FOLDER, other.getLocalPort()))
          .isInstanceOf(CannotStart.class)
          .hasMessageContainingAll("Postgres", "127.0.0.1:" + other.getLocalPort(), "taken")
          .hasMessageNotContaining("\n");
    }
    FolderLock.of(folder, "the test").close();
  }

  @Test
  void whereNamespacesAreDeniedRootTakesAnotherUserAndStaysWithIt() throws Exception {
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    // given
    Path programs = temporary.resolve("programs");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, programs, 0, false)) {
      Sql.run(postgres, "create table calls (id int)", "insert into calls values (7)");
    }

    // when
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, programs, 0, true)) {

      // then
      assertThat(Sql.value(postgres, "select id from calls")).isEqualTo("7");
      assertThat(Files.getAttribute(folder.resolve("data"), "unix:uid", LinkOption.NOFOLLOW_LINKS))
          .isNotEqualTo(0);
      assertThat(ProcessHandle.of(postgres.pid()).orElseThrow().info().user())
          .hasValueSatisfying(user -> assertThat(user).isNotEqualTo("root"));
    }
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(folder, Programs.FOLDER, 0);
  }

  private static EmbeddedPostgres shared() {
    return shared;
  }

  private String password() {
    return Password.keptIn(folder.resolve("postgres.password"));
  }

  /** A Postgres on the folder that no JVM looks after. */
  private Process orphan(int port) throws IOException {
    RunAs runAs = RunAs.here(folder.resolve("data"), true);
    Path binaries = PostgresBinaries.unpackedIn(Programs.FOLDER.toAbsolutePath());
    List<String> words = new ArrayList<>();
    words.add(binaries.resolve("bin/postgres").toString());
    words.add("-D");
    words.add(folder.resolve("data").toString());
    words.addAll(PostgresSettings.arguments(port));
    Process orphan =
        new ProcessBuilder(runAs.words(words))
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("orphan.log").toFile())
            .start();
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(
            () ->
                Files.readString(temporary.resolve("orphan.log"))
                    .contains("ready to accept connections"));
    return orphan;
  }
}
