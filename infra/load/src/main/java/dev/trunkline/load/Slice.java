package dev.trunkline.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.load.model.Copy;
import dev.trunkline.load.model.Shown;
import dev.trunkline.load.model.View;
import dev.trunkline.load.scratch.Spill;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the topics and the views hold of one part of a system.
 *
 * @param unshown ids of the events that no view shows singly
 */
record Slice(
    List<Copy> copies,
    List<Manifest> manifests,
    Map<View, List<ObjectNode>> rows,
    Set<String> unshown)
    implements Shown {

  /** What was written into this part. */
  static Slice read(Spill slices, int part) {
    Slice slice =
        new Slice(new ArrayList<>(), new ArrayList<>(), new EnumMap<>(View.class), new HashSet<>());
    slices.each(part, slice::add);
    return slice;
  }

  static byte[] copy(Clue.Told told) {
    return record('T', told.kind().name(), told.copy().replayId(), told.body());
  }

  static byte[] manifest(Manifest manifest) {
    return record('M', "", "", EventJson.write(manifest));
  }

  static byte[] row(View view, ObjectNode row) {
    return record('R', view.name(), "", EventJson.mapper().writeValueAsBytes(row));
  }

  private static byte[] record(char what, String name, String replay, byte[] json) {
    byte[] words = (name + " " + replay).getBytes(UTF_8);
    return ByteBuffer.allocate(2 + words.length + json.length)
        .put((byte) what)
        .put((byte) words.length)
        .put(words)
        .put(json)
        .array();
  }

  @Override
  public void rows(View view, Consumer<ObjectNode> visitor) {
    rows.getOrDefault(view, List.of()).forEach(visitor);
  }

  private void add(byte[] record) {
    ByteBuffer in = ByteBuffer.wrap(record);
    byte what = in.get();
    byte[] head = new byte[in.get()];
    in.get(head);
    String[] words = new String(head, UTF_8).split(" ", 2);
    byte[] json = new byte[in.remaining()];
    in.get(json);
    switch (what) {
      case 'T' -> {
        EventKind kind = EventKind.valueOf(words[0]);
        Copy copy = Copy.read(kind, json, words[1]);
        copies.add(copy);
        if (!Views.shows(kind)) {
          unshown.add(copy.event().path("event_id").asString(""));
        }
      }
      case 'M' -> manifests.add(EventJson.readManifest(json));
      case 'R' ->
          rows.computeIfAbsent(View.valueOf(words[0]), first -> new ArrayList<>())
              .add((ObjectNode) EventJson.mapper().readTree(json));
      default -> throw new IllegalStateException("no record of a slice begins like this");
    }
  }
}
