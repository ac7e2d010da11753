package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.load.Ledger;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trunkline demo} is what a newcomer sees first; it runs here as it runs there. */
class DemoTest {

  @Test
  void itShowsEachEventOnItsWayAndEndsWithTheVerdict(@TempDir Path data) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
    int exit;
    try {
      exit =
          Main.commandLine()
              .execute(
                  "demo",
                  "--seconds",
                  "12",
                  "--data",
                  data.toString(),
                  "--gateway-port",
                  "0",
                  "--workbench-port",
                  "0",
                  "--kafka-port",
                  "0",
                  "--postgres-port",
                  "0");
    } finally {
      System.setOut(before);
    }
    String text = shown.toString(StandardCharsets.UTF_8);

    assertThat(exit).isZero();
    assertThat(text.lines().filter(line -> line.startsWith("ready "))).hasSize(1);
    assertThat(text)
        .contains("call.completed -> calls.v1")
        .contains("-> row unchanged")
        .contains("-> dead.normalizer.v1")
        .contains("recording.wanted  convoso/")
        .contains("recording.stored  convoso/")
        .contains("forged proof -> rejected.v1, nothing kept")
        .contains("audit: every equation holds");
    assertThat(Ledger.read(data.resolve("sent.ndjson")))
        .anyMatch(Ledger.Entry::acknowledged)
        .anyMatch(entry -> entry.status() == 403 && entry.deliveryId() == null);
  }
}
