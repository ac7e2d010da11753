package dev.trunkline.allinone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.trunkline.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ScratchTest {

  @Test
  void itsCommitsAreDurableItsTablesNewAndNothingOfItRemains() throws SQLException {
    // given
    Path folder;
    try (Scratch scratch = Scratch.start()) {
      folder = scratch.folder();
      assertThat(folder.resolve("data")).isDirectory();

      // when
      HikariDataSource first = scratch.fresh(1);
      new Store(first).write(Sent.read(Workload.newCalls(new Tale(), 0, 3)));
      HikariDataSource second = scratch.fresh(1);

      // then
      assertThat(new Store(first).counts().calls()).isEqualTo(3);
      assertThat(new Store(second).counts().calls()).isZero();
      assertThat(one(second, "show fsync")).isEqualTo("on");
      assertThat(one(second, "show synchronous_commit")).isEqualTo("on");
      scratch.drop(first);
      scratch.drop(second);
    }
    assertThat(folder).doesNotExist();
  }

  private static String one(HikariDataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }
}
