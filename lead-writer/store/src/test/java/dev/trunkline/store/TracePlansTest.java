package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A trace looks up: it scans no table, and reads no index from end to end. */
class TracePlansTest {

  private static final int CALLS = 800;

  @Test
  void everythingIsFoundInAnIndex() {
    // given a server that scans only where there is no index
    TestDatabase database = TestDatabase.fresh();
    CallCentre centre = CallCentre.of(database, CALLS * 25 / 8);
    List<String> texts =
        centre.phones(10).stream()
            .flatMap(phone -> Stream.of(phone, CallCentre.nameOf(phone), "onecom/7", "14"))
            .toList();
    PGSimpleDataSource unwilling = new PGSimpleDataSource();
    unwilling.setUrl(database.database().jdbcUrl());
    unwilling.setUser(database.database().user());
    unwilling.setPassword(database.database().password());
    unwilling.setOptions("-c enable_seqscan=off");
    ((HikariDataSource) database.dataSource()).close();
    alone(unwilling);
    long scans = scans(unwilling);
    long read = read(unwilling);

    // when
    texts.forEach(new Store(unwilling)::trace);
    alone(unwilling);

    // then
    assertThat(scans(unwilling)).isEqualTo(scans);
    assertThat(read(unwilling) - read).isBetween(1L, (long) texts.size() * CALLS / 3);
  }

  /** What a connection counted is told when it ends. */
  private static void alone(PGSimpleDataSource server) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        number(
                            server,
                            "select count(*) from pg_stat_activity where datname = current_database()"))
                    .isEqualTo(1));
  }

  private static long scans(PGSimpleDataSource server) {
    return number(
        server,
        "select sum(seq_scan) from pg_stat_user_tables where schemaname = 'app' and relname ~ '^(calls|leads|lead_.*|conversations|recordings|dead_letters|(events|manifests|payloads)_.*)$'");
  }

  private static long read(PGSimpleDataSource server) {
    return number(
        server, "select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'calls'");
  }

  private static long number(PGSimpleDataSource server, String sql) {
    return Jdbi.create(server)
        .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
