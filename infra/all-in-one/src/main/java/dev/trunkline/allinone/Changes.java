package dev.trunkline.allinone;

import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.VendorDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people are told when definitions take the place of others. Holds no secret. */
final class Changes {

  private static final int HASH_SHOWN = 12;

  private Changes() {}

  /**
   * One line for each definition and each source that is another than before.
   *
   * @param before null at the start: then only what is live is told
   */
  static List<String> between(@Nullable Definitions before, Definitions after) {
    List<String> lines = new ArrayList<>(definitions(before, after));
    if (before != null) {
      lines.addAll(unused(before, after));
      lines.addAll(sources(before, after));
    }
    for (String warning : after.sources().warnings()) {
      if (before == null || !before.sources().warnings().contains(warning)) {
        lines.add("warning: " + warning);
      }
    }
    return lines;
  }

  private static List<String> definitions(@Nullable Definitions before, Definitions after) {
    Set<String> known = before == null ? Set.of() : live(before).keySet();
    List<String> lines = new ArrayList<>();
    live(after)
        .forEach(
            (definition, doors) -> {
              if (!known.contains(definition)) {
                lines.add(definition + " is live: " + String.join(", ", doors));
              }
            });
    return lines;
  }

  /** Doors by vendor and definition, which sources with the same settings share. */
  private static Map<String, Set<String>> live(Definitions definitions) {
    Map<String, Set<String>> live = new LinkedHashMap<>();
    for (Source source : definitions.sources().all()) {
      String hash = definitions.hash(source).substring(0, HASH_SHOWN);
      live.computeIfAbsent(
              "vendor " + source.vendor() + " " + hash + "…", name -> new LinkedHashSet<>())
          .addAll(doors(definitions, source));
    }
    return live;
  }

  private static List<String> unused(Definitions before, Definitions after) {
    List<String> lines = new ArrayList<>();
    for (VendorDefinition vendor : after.vendors().all()) {
      VendorDefinition old = before.vendors().find(vendor.vendor());
      boolean changed = old == null || !old.contentHash().equals(vendor.contentHash());
      if (changed
          && after.sources().all().stream().noneMatch(s -> s.vendor().equals(vendor.vendor()))) {
        lines.add("vendor " + vendor.vendor() + " is known; no source uses it");
      }
    }
    return lines;
  }

  private static List<String> sources(Definitions before, Definitions after) {
    List<String> lines = new ArrayList<>();
    for (Source source : after.sources().all()) {
      Source old = before.sources().find(source.id());
      if (old == null || !old.equals(source)) {
        lines.add(
            "source %s %s: %s"
                .formatted(
                    source.id(),
                    old == null ? "is new" : "changed",
                    String.join(", ", doors(after, source))));
      }
    }
    for (Source source : before.sources().all()) {
      if (after.sources().find(source.id()) == null) {
        lines.add("source " + source.id() + " is gone: its doors are closed");
      }
    }
    return lines;
  }

  private static List<String> doors(Definitions definitions, Source source) {
    return definitions.doors().stream()
        .filter(door -> door.source().equals(source.id()))
        .map(Changes::shown)
        .toList();
  }

  private static String shown(Door door) {
    return door.methods().stream().sorted().collect(Collectors.joining("|")) + " " + door.path();
  }
}
