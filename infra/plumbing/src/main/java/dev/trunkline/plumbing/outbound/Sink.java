package dev.trunkline.plumbing.outbound;

import java.io.IOException;

/** Takes a downloaded body piece by piece. */
@FunctionalInterface
public interface Sink {

  /**
   * Takes the next bytes. The buffer is reused: they must be read before this returns.
   *
   * @throws IOException when they cannot be kept; ends the download and reaches its caller
   */
  void write(byte[] buffer, int offset, int length) throws IOException;
}
