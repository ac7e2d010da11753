package dev.trunkline.load.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A made-up history and what the views must show of it.
 *
 * @param events as they stand on their topics
 * @param rows by view and key
 */
public record MadeUp(
    Settings settings,
    List<Event> events,
    List<Manifest> manifests,
    Map<View, Map<String, ObjectNode>> rows) {

  /** A record of a canonical topic; an empty replay id is the live processing's. */
  public record Event(EventKind kind, byte[] json, String replayId) {

    /** For the model. */
    public Copy copy() {
      return Copy.read(kind, json, replayId);
    }
  }

  /** The same for the same seed. */
  public static MadeUp of(long seed) {
    History history = Histories.of(seed);
    return new MadeUp(
        history.settings(),
        history.published().stream()
            .map(
                p ->
                    new Event(
                        p.kind(),
                        p.json().getBytes(UTF_8),
                        p.replayId() == null ? "" : p.replayId()))
            .toList(),
        history.manifests(),
        history.model().views());
  }
}
