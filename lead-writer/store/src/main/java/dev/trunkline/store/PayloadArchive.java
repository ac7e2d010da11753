package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;

/** The statements on the payload archive. */
final class PayloadArchive {

  private static final String INSERT =
      """
      insert into app.payloads (delivery_id, source, vendor, door, received_at, headers, body,
        raw_topic, raw_partition, raw_offset, raw_at)
      select p.delivery_id::uuid, p.source, p.vendor, p.door, p.received_at::timestamptz,
        p.headers::jsonb, p.body, p.raw_topic, p.raw_partition, p.raw_offset,
        p.raw_at::timestamptz
      from unnest(:delivery, :source, :vendor, :door, :received, :headers, :body, :topic,
          :partition, :offset, :at)
        as p(delivery_id, source, vendor, door, received_at, headers, body, raw_topic,
          raw_partition, raw_offset, raw_at)
      where not exists (
        select from app.erased_payloads x where x.delivery_id = p.delivery_id::uuid)
      order by 1
      on conflict do nothing
      """;

  private static final String PULLED =
      """
      insert into app.pulled (delivery_id, source, received_at)
      select p.delivery_id::uuid, p.source, p.received_at::timestamptz
      from unnest(:delivery, :source, :received) as p(delivery_id, source, received_at)
      order by 1
      on conflict do nothing
      """;

  private final Handle handle;

  PayloadArchive(Handle handle) {
    this.handle = handle;
  }

  int add(List<ArchivedPayload> payloads) {
    mark(payloads.stream().filter(PayloadArchive::isPulled).toList());
    return handle
        .createUpdate(INSERT)
        .bind("delivery", texts(payloads, payload -> payload.delivery().id()))
        .bind("source", texts(payloads, payload -> payload.delivery().source()))
        .bind("vendor", texts(payloads, payload -> payload.delivery().vendor()))
        .bind("door", texts(payloads, payload -> payload.delivery().door()))
        .bind("received", texts(payloads, payload -> payload.delivery().receivedAt().toString()))
        .bind("headers", texts(payloads, PayloadArchive::headers))
        .bind("body", bodies(payloads))
        .bind("topic", texts(payloads, ArchivedPayload::topic))
        .bind(
            "partition", payloads.stream().map(ArchivedPayload::partition).toArray(Integer[]::new))
        .bind("offset", payloads.stream().map(ArchivedPayload::offset).toArray(Long[]::new))
        .bind("at", texts(payloads, payload -> payload.at().toString()))
        .execute();
  }

  /** As the normalizer reads it: a proof that tells how we fetched it may follow the word. */
  private static boolean isPulled(ArchivedPayload payload) {
    return payload.delivery().proof().startsWith("pulled");
  }

  private void mark(List<ArchivedPayload> pulled) {
    if (pulled.isEmpty()) {
      return;
    }
    handle
        .createUpdate(PULLED)
        .bind("delivery", texts(pulled, payload -> payload.delivery().id()))
        .bind("source", texts(pulled, payload -> payload.delivery().source()))
        .bind("received", texts(pulled, payload -> payload.delivery().receivedAt().toString()))
        .execute();
  }

  /** Jdbi would hand over an {@code Object[]}, which the driver refuses to nest bytes in. */
  private static Argument bodies(List<ArchivedPayload> payloads) {
    byte[][] bodies =
        payloads.stream().map(payload -> payload.delivery().body()).toArray(byte[][]::new);
    return (position, statement, context) ->
        statement.setArray(position, statement.getConnection().createArrayOf("bytea", bodies));
  }

  private static String headers(ArchivedPayload payload) {
    return EventJson.mapper().writeValueAsString(payload.delivery().headers());
  }

  private static String[] texts(
      List<ArchivedPayload> payloads, Function<ArchivedPayload, String> column) {
    return payloads.stream().map(column).toArray(String[]::new);
  }
}
