package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** What a shell sees of one command. */
record Ended(int exitCode, String out, String err) {

  /** Runs a command in this process; what else this process has to say meanwhile stands beside. */
  static Ended of(List<String> words) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      CommandLine line = Main.commandLine();
      line.setErr(new PrintWriter(err, true, UTF_8));
      int exitCode = line.execute(words.toArray(String[]::new));
      return new Ended(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  /** Its first line of JSON. */
  JsonNode json() {
    return lines().getFirst();
  }

  /** Its lines of JSON. */
  List<JsonNode> lines() {
    return out.lines()
        .filter(text -> text.startsWith("{"))
        .map(text -> EventJson.mapper().readTree(text))
        .toList();
  }
}
