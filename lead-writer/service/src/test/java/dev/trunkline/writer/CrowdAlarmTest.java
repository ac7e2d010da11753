package dev.trunkline.writer;

import static dev.trunkline.store.Crowd.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventId;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventType;
import dev.trunkline.store.Batch;
import dev.trunkline.store.Store;
import dev.trunkline.store.Told;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class CrowdAlarmTest {

  @Test
  void aNumberThatAThousandLeadsShareAlarms() {
    // given
    Database database = Backbone.shared().freshDatabase();
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(database.jdbcUrl());
    dataSource.setUser(database.user());
    dataSource.setPassword(database.password());
    Store.migrate(dataSource);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Store store = new Store(dataSource, new CrowdAlarm(meters));

    // when, then
    store.write(leads(0, LIMIT));
    assertThat(meters.counter("trunkline.writer.crowds").count()).isZero();
    store.write(leads(LIMIT, LIMIT + 1));
    assertThat(meters.counter("trunkline.writer.crowds").count()).isEqualTo(1);
  }

  private static Batch leads(int from, int to) {
    return new Batch(IntStream.range(from, to).mapToObj(CrowdAlarmTest::lead).toList(), List.of());
  }

  private static Told lead(int n) {
    Map<String, Object> business = Map.of("vendor_lead_id", "l" + n, "phone", "+12025550143");
    Map<String, Object> all = new LinkedHashMap<>(business);
    EventType type = EventType.LEAD_CREATED;
    all.put(
        "event_id",
        EventId.of("knowrithm", "knowrithm/l" + n, type, null, business, null).toString());
    all.put("event_type", type.wire());
    all.put("source", "knowrithm");
    all.put("vendor", "knowrithm");
    all.put("delivery_id", new UUID((0x0195_0000_0000L + n) << 16 | 0x7000, n | 1L << 63));
    all.put("delivery_index", 0);
    all.put("received_at", "2026-03-01T10:00:00Z");
    all.put("occurred_at", "2026-03-01T10:00:00Z");
    all.put("definition_hash", "hash");
    return Told.read(EventKind.LEAD, EventJson.mapper().writeValueAsBytes(all), null);
  }
}
