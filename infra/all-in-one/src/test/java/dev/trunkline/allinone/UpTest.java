package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.RunningSystem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trunkline up} as a process: its line, its end, and starting where it was. */
class UpTest {

  @Test
  void itSaysWhereItIsStopsCleanlyAndGoesOnWhereItWas(@TempDir Path data) throws Exception {
    String password;
    String token;
    List<ProcessHandle> servers;
    try (ChildProcess up = ChildProcess.up(data)) {
      assertThat(up.readyLine())
          .matches(
              "ready gateway=http://127\\.0\\.0\\.1:\\d+ workbench=http://127\\.0\\.0\\.1:\\d+"
                  + " kafka=127\\.0\\.0\\.1:\\d+ postgres=postgresql://trunkline:\\S+@127\\.0\\.0\\.1:\\d+/trunkline");
      URI postgres = URI.create(up.word("postgres="));
      password = postgres.getUserInfo().split(":")[1];
      try (Connection connection = connect(postgres);
          Statement statement = connection.createStatement()) {
        assertThat(one(statement, "select rolsuper from pg_roles where rolname = current_user"))
            .isEqualTo("f");
        assertThat(
                one(
                    statement,
                    "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"))
            .isEqualTo("trunkline");
        assertThat(one(statement, "show fsync")).isEqualTo("on");
        assertThat(one(statement, "show synchronous_commit")).isEqualTo("on");
        statement.execute("create table public.kept as select 42 as answer");
      }
      assertThat(Files.readString(data.resolve("postgres.password")).strip()).isEqualTo(password);
      for (String secret : List.of("postgres.password", "running.json", "operator-token")) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(secret))))
            .isEqualTo("rw-------");
      }
      token = Files.readString(data.resolve("operator-token"));
      servers = up.descendants();
      assertThat(up.stop()).isEqualTo(143);
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(servers).noneMatch(ProcessHandle::isAlive));
    assertThatThrownBy(() -> RunningSystem.at(data))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("nothing is running");

    try (ChildProcess up = ChildProcess.up(data)) {
      URI postgres = URI.create(up.word("postgres="));
      assertThat(postgres.getUserInfo()).isEqualTo("trunkline:" + password);
      try (Connection connection = connect(postgres);
          Statement statement = connection.createStatement()) {
        assertThat(one(statement, "select answer from public.kept")).isEqualTo("42");
      }
      assertThat(Files.readString(data.resolve("operator-token"))).isEqualTo(token);
      assertThatThrownBy(() -> DataFolder.take(data))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("another trunkline runs on");
      up.stop();
    }
  }

  private static Connection connect(URI url) throws Exception {
    String[] login = url.getUserInfo().split(":");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(),
        login[0],
        login[1]);
  }

  private static String one(Statement statement, String sql) throws Exception {
    try (ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
