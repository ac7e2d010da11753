package dev.trunkline.allinone;

import dev.trunkline.embedded.Ports;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which port to listen on: the one asked for, or the usual one where it is free, or any. */
final class PortChoice {

  private PortChoice() {}

  /**
   * The port to try, 0 for any free one.
   *
   * @param asked from the command line; null if nothing was said
   * @param told hears about it when the usual port is taken
   */
  static int of(String what, @Nullable Integer asked, int usual, Consumer<String> told) {
    if (asked != null) {
      return asked;
    }
    if (Ports.isFree(usual)) {
      return usual;
    }
    told.accept("port " + usual + " is taken: " + what + " listens on a free one");
    return 0;
  }
}
