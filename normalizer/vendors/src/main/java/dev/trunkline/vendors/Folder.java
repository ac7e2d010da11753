package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's folder.
 *
 * @param name of the folder
 * @param files their bytes by path, {@code samples/missed.json}
 */
record Folder(String name, SortedMap<String, byte[]> files) {

  /**
   * A file that must be there.
   *
   * @throws Refused if it is not
   */
  byte[] required(String file) {
    byte[] bytes = files.get(file);
    if (bytes == null) {
      throw new Refused(name + "/" + file + " is missing");
    }
    return bytes;
  }

  /** A file's text; empty if there is no such file. */
  String text(String file) {
    byte @Nullable [] bytes = files.get(file);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}
