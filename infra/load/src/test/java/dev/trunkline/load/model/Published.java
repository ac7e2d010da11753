package dev.trunkline.load.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.store.Told;
import org.jspecify.annotations.Nullable;

/** One record as it stands on a canonical topic: the same text for the writer and the model. */
record Published(EventKind kind, String json, @Nullable String replayId) {

  Copy copy() {
    return Copy.read(kind, json.getBytes(UTF_8), replayId);
  }

  Told told() {
    return Told.read(kind, json.getBytes(UTF_8), replayId);
  }
}
