package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trunkline.workbench.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trunkline completion}, as a shell runs it. */
class CompletionTest {

  @Test
  void aShellCompletesCommandsAndOptions(@TempDir Path folder) throws Exception {
    assumeThat(Files.isExecutable(Path.of("/bin/bash"))).isTrue();
    Path script = Files.writeString(folder.resolve("completion"), completion("bash"));

    assertThat(completed(script, "trunkline", "doc")).containsExactly("doctor");
    assertThat(completed(script, "trunkline", "config", "ex")).containsExactly("explain");
    assertThat(completed(script, "trunkline", "doctor", "--bun")).containsExactly("--bundle");
  }

  @Test
  void zshIsToldToLoadItsOwnCompletionFirst() {
    assertThat(completion("zsh")).startsWith("autoload -Uz compinit").contains("bashcompinit");
  }

  @Test
  void anotherShellIsRefused() {
    StringWriter err = new StringWriter();

    int exitCode =
        Main.commandLine().setErr(new PrintWriter(err, true)).execute("completion", "fish");

    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no completion for fish; there is one for bash");
  }

  private static String completion(String shell) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      assertThat(Main.commandLine().execute("completion", shell)).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(UTF_8);
  }

  /** What bash offers for the last of these words. */
  private static List<String> completed(Path script, String... words) throws Exception {
    String run =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_trunkline; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(script, String.join(" ", words), words.length - 1);
    Process bash = new ProcessBuilder("/bin/bash", "-c", run).start();
    String offered = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return offered.lines().map(String::strip).filter(word -> !word.isEmpty()).toList();
  }
}
