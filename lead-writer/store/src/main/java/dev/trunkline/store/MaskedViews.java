package dev.trunkline.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code analytics_masked} after {@code analytics}: every view and column that the catalog
 * has, in its order, masked as {@link Mask} says, and shares both. Runs again when a view, a
 * comment or a mask changes.
 */
final class MaskedViews implements JavaMigration {

  private static final List<String> VIEWS =
      List.of("R__1_views.sql", "R__3_comments.sql", "R__4_compat.sql", "R__5_sharing.sql");

  private static final String COLUMNS =
      """
      select c.relname, a.attname,
        quote_literal(coalesce(obj_description(c.oid, 'pg_class'), '')),
        quote_literal(coalesce(col_description(c.oid, a.attnum), ''))
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'analytics'::regnamespace and c.relkind = 'v'
      order by c.relname, a.attnum
      """;

  private static final String SCHEMA =
      """
      do $$
      begin
        if to_regnamespace('analytics_masked') is null then
          create schema analytics_masked;
        end if;
      end
      $$;
      comment on schema analytics_masked is
        'The views of analytics, with phones, names, e-mail addresses and free text masked by a keyed hash.'
      """;

  /** A view's columns in their order, and all comments as SQL literals. */
  private record View(String comment, Map<String, String> columns) {}

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    Map<String, View> views = views(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
      for (Map.Entry<String, View> view : views.entrySet()) {
        for (String sql : statements(view.getKey(), view.getValue())) {
          statement.execute(sql);
        }
      }
      statement.execute("select app.share()");
    }
  }

  private static Map<String, View> views(Connection connection) throws SQLException {
    Map<String, View> views = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COLUMNS)) {
      while (rows.next()) {
        String comment = rows.getString(3);
        views
            .computeIfAbsent(rows.getString(1), name -> new View(comment, new LinkedHashMap<>()))
            .columns()
            .put(rows.getString(2), rows.getString(4));
      }
    }
    return views;
  }

  private static List<String> statements(String name, View view) {
    String masked = "analytics_masked." + name;
    StringJoiner expressions = new StringJoiner(", ");
    StringJoiner comments = new StringJoiner("; ");
    comments.add("comment on view " + masked + " is " + view.comment());
    view.columns()
        .forEach(
            (column, comment) -> {
              Mask mask = Mask.of(column);
              expressions.add(mask.sql(column) + " as " + column);
              comments.add(
                  "comment on column %s.%s is %s"
                      .formatted(masked, column, comment + (mask == Mask.OPEN ? "" : said(mask))));
            });
    // The key is read with the rights of the view's owner; its one row is made known to the
    // planner.
    return List.of(
        "create or replace view %s as select %s from analytics.%s v cross join (select inner_key, outer_key from app.masking limit 1) k"
            .formatted(masked, expressions, name),
        comments.toString());
  }

  /** Continues a literal: SQL joins two that a line break parts. */
  private static String said(Mask mask) {
    return "\n"
        + switch (mask) {
          case OPEN -> "''";
          case DOUBTFUL -> "' Masked where it reads like a phone or an e-mail address.'";
          case PHONE -> "' Masked: a keyed hash, and the last three digits.'";
          case ID, IDS -> "' Masked: a keyed hash, the same in all masked views.'";
          case TEXT, TEXTS -> "' Masked: a keyed hash.'";
        };
  }

  @Override
  public @Nullable MigrationVersion getVersion() {
    return null;
  }

  @Override
  public String getDescription() {
    return "6 masked views";
  }

  @Override
  public Integer getChecksum() {
    StringBuilder all = new StringBuilder(Mask.fingerprint());
    all.append(new SchemaComments().getChecksum());
    VIEWS.forEach(file -> all.append(text(file)));
    return all.toString().hashCode();
  }

  private static String text(String file) {
    try (InputStream in = MaskedViews.class.getResourceAsStream("/db/store/" + file)) {
      if (in == null) {
        throw new IllegalStateException("no migration " + file);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }
}
