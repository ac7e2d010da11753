package dev.trunkline.store;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Gives the views' columns the descriptions of the JSON Schemas; runs again when one changes. What
 * no schema says is in {@code R__3_comments.sql}: no column is described in both places.
 */
final class SchemaComments implements JavaMigration {

  /** What a view shows is more or other than what the reports' field says. */
  private static final List<String> SAID_IN_SQL =
      List.of(
          "calls.customer_name",
          "calls.recording_url",
          "calls.vendor_recording_id",
          "leads.full_name",
          "recordings.reason",
          "recordings.next_attempt_at");

  /** The view counts them. */
  private static final List<String> NOT_SHOWN = List.of("recordings.attempt");

  /** Statements, in order. */
  private static List<String> statements() {
    Map<String, String> comments = new LinkedHashMap<>();
    fold(comments, "calls", EventKind.CALL);
    fold(comments, "leads", EventKind.LEAD);
    fold(comments, "conversations", EventKind.CONVERSATION);
    fold(comments, "recordings", EventKind.RECORDING);
    events(comments, "call_events", EventKind.CALL);
    events(comments, "activity", EventKind.ACTIVITY);
    touches(comments);
    deliveries(comments);
    EventSchema calls = EventSchema.of(EventKind.CALL);
    describe(comments, "calls", List.of(envelope(calls, "source")));
    describe(comments, "conversations", List.of(envelope(calls, "source")));
    for (String view :
        List.of("sources", "interactions", "lead_sources", "agents", "freshness", "completeness")) {
      describe(comments, view, List.of(envelope(calls, "source")));
    }
    describe(comments, "agents", business(calls, List.of("agent_id")));
    comments.keySet().removeAll(SAID_IN_SQL);
    comments.keySet().removeAll(NOT_SHOWN);
    return comments.entrySet().stream()
        .map(entry -> "comment on column analytics." + entry.getKey() + " is " + entry.getValue())
        .toList();
  }

  private static void fold(Map<String, String> comments, String view, EventKind kind) {
    EventSchema schema = EventSchema.of(kind);
    describe(comments, view, List.of(envelope(schema, "vendor"), envelope(schema, "is_test")));
    describe(comments, view, schema.business().values());
  }

  private static void events(Map<String, String> comments, String view, EventKind kind) {
    EventSchema schema = EventSchema.of(kind);
    describe(comments, view, schema.envelope().values());
    describe(comments, view, schema.business().values());
  }

  private static void touches(Map<String, String> comments) {
    EventSchema schema = EventSchema.of(EventKind.LEAD);
    describe(
        comments,
        "lead_touches",
        schema.envelope().values().stream()
            .filter(
                field -> !List.of("definition_hash", "is_test", "extras").contains(field.name()))
            .toList());
    describe(
        comments, "lead_touches", business(schema, List.of("vendor_lead_id", "vendor_call_id")));
  }

  private static void deliveries(Map<String, String> comments) {
    JsonNode manifest = EventSchema.document("manifest.v1").get("properties");
    for (String column : List.of("delivery_id", "source", "received_at", "definition_hash")) {
      comments.put("deliveries." + column, quoted(manifest.get(column)));
    }
    JsonNode element = manifest.get("elements").get("items").get("properties");
    comments.put("deliveries.delivery_index", quoted(element.get("index")));
    comments.put("deliveries.event_ids", quoted(element.get("event_ids")));
    comments.put("erased.delivery_id", quoted(manifest.get("delivery_id")));
  }

  private static void describe(
      Map<String, String> comments, String view, Collection<Field> fields) {
    for (Field field : fields) {
      comments.put(view + "." + field.name(), quoted(field.description()));
    }
  }

  private static List<Field> business(EventSchema schema, List<String> names) {
    return schema.business().values().stream()
        .filter(field -> names.contains(field.name()))
        .toList();
  }

  private static Field envelope(EventSchema schema, String name) {
    Field field = schema.envelope().get(name);
    if (field == null) {
      throw new IllegalStateException("the envelope has no field " + name);
    }
    return field;
  }

  private static String quoted(JsonNode property) {
    return quoted(property.get("description").asString());
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void migrate(Context context) throws SQLException {
    try (Statement statement = context.getConnection().createStatement()) {
      for (String sql : statements()) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public @Nullable MigrationVersion getVersion() {
    return null;
  }

  @Override
  public String getDescription() {
    return "2 schema comments";
  }

  @Override
  public Integer getChecksum() {
    return statements().hashCode();
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }
}
