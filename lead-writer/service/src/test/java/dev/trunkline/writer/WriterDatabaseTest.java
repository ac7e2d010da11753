package dev.trunkline.writer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class WriterDatabaseTest {

  private static final DatabaseSettings SETTINGS =
      new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/none", "nobody", "none");

  @Test
  void noConnectionTellsDetailsWhichQuoteValues() {
    assertThat(WriterDatabase.unlimited(SETTINGS))
        .isInstanceOfSatisfying(
            PGSimpleDataSource.class,
            migrations -> assertThat(migrations.getLogServerErrorDetail()).isFalse());
    try (var pool = WriterDatabase.pool(SETTINGS, 1)) {
      assertThat(pool.getDataSourceProperties()).containsEntry("logServerErrorDetail", "false");
    }
  }
}
