package dev.trunkline.load.vendor;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes to send, made while they are sent where they are many. */
interface Body {

  /** How many they are. */
  long length();

  /** Writes the first so many of them. */
  void write(OutputStream out, long count) throws IOException;

  /** These bytes. */
  static Body of(byte[] bytes) {
    return new Body() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void write(OutputStream out, long count) throws IOException {
        out.write(bytes, 0, (int) count);
      }
    };
  }
}
