package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where answers go: UTF-8, whatever the shell's locale is. */
final class Output {

  private Output() {}

  /** Standard output as it is now. */
  static PrintStream standard() {
    return new PrintStream(System.out, true, StandardCharsets.UTF_8);
  }

  /** An answer as one line of JSON. */
  static String json(Object answer) {
    return EventJson.mapper().writeValueAsString(answer);
  }
}
