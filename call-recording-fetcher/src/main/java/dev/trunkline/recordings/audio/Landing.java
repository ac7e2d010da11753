package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.nio.file.Path;

/** Puts a whole, synced file under its final name, at once or not at all, and however often. */
interface Landing {

  /** May move the file or leave it; it is deleted afterwards. */
  void land(Path whole, String sha256, AudioType type) throws IOException;
}
