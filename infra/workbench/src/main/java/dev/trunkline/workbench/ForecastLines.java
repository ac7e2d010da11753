package dev.trunkline.workbench;

import dev.trunkline.canonical.Fate;
import dev.trunkline.store.Arrived;
import dev.trunkline.store.RowDiff;
import dev.trunkline.store.RowsForecast;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A forecast, and what came of it, for people and for scripts.
 *
 * @param reveal whether personal columns are shown
 */
record ForecastLines(ReplayForecast forecast, List<Arrived> arrived, boolean reveal) {

  private static final int REASONS = 5;

  /** Copies the list. */
  ForecastLines {
    arrived = List.copyOf(arrived);
  }

  void print(PrintStream out) {
    out.printf(
        "elements: %,d canonical, %,d ignored, %,d dead",
        forecast.of(Fate.CANONICAL), forecast.of(Fate.IGNORED), forecast.of(Fate.DEAD));
    out.println(
        forecast.refused() == 0
            ? ""
            : ", and %,d events that the database refuses".formatted(forecast.refused()));
    forecast.reasons().entrySet().stream()
        .limit(REASONS)
        .forEach(reason -> out.printf("  %,9d × %s%n", reason.getValue(), reason.getKey()));
    out.printf("%n%-14s %10s %10s %10s %10s%n", "rows", "new", "changed", "unchanged", "removed");
    for (RowsForecast rows : forecast.rows()) {
      out.printf(
          "%-14s %,10d %,10d %,10d %,10d%n",
          rows.view(), rows.added(), rows.changed(), rows.unchanged(), rows.removed());
      if (!rows.fields().isEmpty()) {
        out.println(
            "               "
                + rows.fields().entrySet().stream()
                    .map(field -> "%s %,d".formatted(field.getKey(), field.getValue()))
                    .collect(Collectors.joining(", ")));
      }
    }
    for (RowsForecast rows : forecast.rows()) {
      rows.samples().forEach(sample -> out.println(line(rows.view(), sample)));
    }
    arrived.stream()
        .filter(came -> came.asForecast() + came.otherwise() > 0)
        .forEach(came -> out.println(line(came)));
    out.println();
  }

  private String line(String view, RowDiff sample) {
    String key = view + " " + key(sample.key());
    if (sample.before() == null) {
      return "  new      " + key;
    }
    if (sample.after() == null) {
      return "  removed  " + key;
    }
    ObjectNode before = shown(sample.before());
    ObjectNode after = shown(sample.after());
    List<String> changes = new ArrayList<>();
    for (String name : sample.after().propertyNames()) {
      if (!sample.after().path(name).equals(sample.before().path(name))) {
        changes.add(name + " " + text(before.get(name)) + " -> " + text(after.get(name)));
      }
    }
    return "  changed  " + key + ": " + String.join(", ", changes);
  }

  private String line(Arrived came) {
    return came.otherwise() == 0
        ? "%s: all %,d rows came as foretold".formatted(came.view(), came.asForecast())
        : "%s: %,d rows came as foretold, %,d did not, as live traffic told of them meanwhile or the forecast erred: %s"
            .formatted(
                came.view(),
                came.asForecast(),
                came.otherwise(),
                came.keys().stream().map(this::key).collect(Collectors.joining(", ")));
  }

  /** What a personal column holds is taken away by masking. */
  private static String text(@Nullable JsonNode value) {
    return value == null ? "…" : value.isNull() ? "nothing" : value.asString(value.toString());
  }

  private String key(String key) {
    return reveal ? key : Masking.entity(key);
  }

  private ObjectNode shown(JsonNode row) {
    ObjectNode copy = (ObjectNode) row.deepCopy();
    return reveal ? copy : Masking.mask(copy);
  }

  /** For scripts: {@code forecast}, and {@code arrived} where something was compared. */
  Map<String, Object> told() {
    Map<String, Object> foretold = new LinkedHashMap<>();
    Map<String, Long> elements = new LinkedHashMap<>();
    for (Fate fate : Fate.values()) {
      elements.put(fate.wire(), forecast.of(fate));
    }
    foretold.put("elements", elements);
    foretold.put("dead_reasons", forecast.reasons());
    foretold.put("refused_by_database", forecast.refused());
    Map<String, Object> views = new LinkedHashMap<>();
    forecast.rows().forEach(rows -> views.put(rows.view(), told(rows)));
    foretold.put("rows", views);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("forecast", foretold);
    if (!arrived.isEmpty()) {
      Map<String, Object> came = new LinkedHashMap<>();
      arrived.forEach(of -> came.put(of.view(), told(of)));
      told.put("arrived", came);
    }
    return told;
  }

  private Map<String, Object> told(RowsForecast rows) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("new", rows.added());
    told.put("changed", rows.changed());
    told.put("unchanged", rows.unchanged());
    told.put("removed", rows.removed());
    told.put("fields", rows.fields());
    List<Map<String, Object>> samples = new ArrayList<>();
    for (RowDiff sample : rows.samples()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("key", key(sample.key()));
      if (sample.before() != null) {
        one.put("before", shown(sample.before()));
      }
      if (sample.after() != null) {
        one.put("after", shown(sample.after()));
      }
      samples.add(one);
    }
    told.put("samples", samples);
    return told;
  }

  private Map<String, Object> told(Arrived came) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("as_foretold", came.asForecast());
    told.put("otherwise", came.otherwise());
    told.put("keys", came.keys().stream().map(this::key).toList());
    return told;
  }
}
