package dev.trunkline.allinone.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Import;

/**
 * Everything that can be set: the records that an application's configurations bind.
 *
 * @param records by their prefix
 * @param all by prefix and name
 */
public record Knobs(Map<String, Class<?>> records, List<Knob> all) {

  private static final Map<String, String> PAGES =
      Map.of(
          "gateway", "ingress-gateway/README.md",
          "normalizer", "normalizer/service/README.md",
          "writer", "lead-writer/service/README.md",
          "recordings", "call-recording-fetcher/README.md");

  /** Copies both. */
  public Knobs {
    records = new TreeMap<>(records);
    all = List.copyOf(all);
  }

  /** Those of an application, found by following what it imports. */
  public static Knobs of(Class<?> application) {
    Map<String, Class<?>> records = new TreeMap<>();
    for (Class<?> configuration : imported(application)) {
      EnableConfigurationProperties bound =
          configuration.getAnnotation(EnableConfigurationProperties.class);
      for (Class<?> record : bound == null ? new Class<?>[0] : bound.value()) {
        records.put(record.getAnnotation(ConfigurationProperties.class).value(), record);
      }
    }
    List<Knob> all = new ArrayList<>();
    records.forEach((prefix, record) -> add(all, prefix, record));
    return new Knobs(records, all);
  }

  /** The one with this key, or with this environment variable. */
  public Optional<Knob> find(String name) {
    return all.stream()
        .filter(knob -> knob.key().equals(name) || knob.variable().equals(name))
        .findFirst();
  }

  /** An application's configurations, itself included. */
  static Set<Class<?>> imported(Class<?> application) {
    Set<Class<?>> found = new LinkedHashSet<>(Set.of(application));
    Import imports = application.getAnnotation(Import.class);
    if (imports != null) {
      Arrays.stream(imports.value()).forEach(next -> found.addAll(imported(next)));
    }
    return found;
  }

  private static void add(List<Knob> all, String prefix, Class<?> record) {
    Map<String, String> said = Declared.by(record);
    RecordComponent[] components = record.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      String key = prefix + "." + dashed(component.getName());
      if (component.getType().isRecord()) {
        add(all, key, component.getType());
      } else {
        all.add(
            new Knob(
                key,
                component.getType(),
                standard(record, i),
                said.getOrDefault(component.getName(), ""),
                page(record)));
      }
    }
  }

  /** A parameter of the constructor carries it, not the component. */
  private static @Nullable String standard(Class<?> record, int at) {
    int count = record.getRecordComponents().length;
    for (Constructor<?> made : record.getDeclaredConstructors()) {
      DefaultValue standard =
          made.getParameterCount() == count
              ? made.getParameters()[at].getAnnotation(DefaultValue.class)
              : null;
      if (standard != null && standard.value().length > 0) {
        return String.join(",", standard.value());
      }
    }
    return null;
  }

  private static String page(Class<?> record) {
    String room = record.getPackageName().split("\\.", -1)[2];
    return PAGES.getOrDefault(room, "docs/runbook.md");
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
