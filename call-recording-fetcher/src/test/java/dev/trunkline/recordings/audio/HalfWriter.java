package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that writes half a recording and then waits to be killed. */
final class HalfWriter {

  static final String WRITTEN = "written";

  private HalfWriter() {}

  public static void main(String[] root) throws IOException {
    var store = new FilesystemStore(Path.of(root[0]), Access.OWNER, Limits.USUAL);
    Incoming incoming = store.begin();
    incoming.write(Bodies.cut(Bodies.wave(1 << 20), 1 << 19));
    System.out.println(WRITTEN);
    System.in.read();
  }
}
