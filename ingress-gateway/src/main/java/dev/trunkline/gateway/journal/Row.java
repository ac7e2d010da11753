package dev.trunkline.gateway.journal;

import dev.trunkline.canonical.EventJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An entry as the database has it.
 *
 * @param headers an object of texts, as JSON
 * @param crc of what was written
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Row(
    long seq,
    long at,
    String topic,
    String key,
    boolean maybe,
    String headers,
    byte[] body,
    long crc) {

  /** Headers as they are kept; done by whoever appends, so that the writer need not. */
  static String headers(Entry entry) {
    return EventJson.mapper().writeValueAsString(entry.headers());
  }

  static Row of(long seq, long at, Entry entry, String headers) {
    return new Row(
        seq,
        at,
        entry.topic(),
        entry.key(),
        entry.maybeDuplicate(),
        headers,
        entry.body(),
        Checksum.of(entry.topic(), entry.key(), headers, entry.body()));
  }

  static Row of(ResultSet row) throws SQLException {
    byte[] body = row.getBytes("body");
    return new Row(
        row.getLong("seq"),
        row.getLong("at"),
        row.getString("topic"),
        row.getString("delivery_id"),
        row.getInt("maybe_dup") != 0,
        row.getString("headers"),
        body == null ? new byte[0] : body,
        row.getLong("crc"));
  }

  void bind(PreparedStatement insert) throws SQLException {
    insert.setLong(1, seq);
    insert.setString(2, key);
    insert.setString(3, topic);
    insert.setLong(4, at);
    insert.setInt(5, maybe ? 1 : 0);
    insert.setString(6, headers);
    insert.setBytes(7, body);
    insert.setLong(8, crc);
  }

  /** What was appended; empty where this is not what was written. */
  Optional<Kept> kept() {
    if (Checksum.of(topic, key, headers, body) != crc) {
      return Optional.empty();
    }
    try {
      Map<String, String> texts = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> header : EventJson.mapper().readTree(headers).properties()) {
        texts.put(header.getKey(), header.getValue().asString());
      }
      return Optional.of(new Kept(seq, at, new Entry(topic, key, texts, body, maybe)));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
