package dev.trunkline.load.model;

import dev.trunkline.canonical.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Everything that was ever told, and what the sources file says. */
record History(Settings settings, List<Processing> processings) {

  List<Published> published() {
    return new ArrayList<>(
        new LinkedHashSet<>(processings.stream().flatMap(p -> p.published().stream()).toList()));
  }

  List<Manifest> manifests() {
    return processings.stream()
        .filter(Processing::manifested)
        .map(Processing::manifest)
        .distinct()
        .toList();
  }

  Tables model() {
    return Model.of(published().stream().map(Published::copy).toList(), manifests(), settings);
  }

  History without(int processing) {
    List<Processing> fewer = new ArrayList<>(processings);
    fewer.remove(processing);
    return new History(settings, fewer);
  }

  History without(int processing, int part) {
    List<Processing> fewer = new ArrayList<>(processings);
    fewer.set(processing, processings.get(processing).without(part));
    return new History(settings, fewer);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("settings ").append(settings).append('\n');
    for (Processing processing : processings) {
      text.append(processing.manifested() ? "manifest " + processing.manifest() : "no manifest")
          .append('\n');
      processing.published().forEach(p -> text.append("  ").append(p.json()).append('\n'));
    }
    return text.toString();
  }
}
