package dev.trunkline.allinone;

import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trunkline completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    header = "The script that lets a shell complete commands and options.",
    synopsisHeading =
        "Examples:%n  source <(trunkline completion bash)%n  trunkline completion zsh > ~/.trunkline-completion%n%nUsage: ")
final class CompletionCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  CommandSpec spec;

  @Parameters(
      paramLabel = "SHELL",
      description = "one of: ${COMPLETION-CANDIDATES}",
      completionCandidates = Shells.class)
  String shell = "bash";

  /** The shells that it is written for. */
  static final class Shells extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    Shells() {
      super(List.of("bash", "zsh"));
    }
  }

  @Override
  public Integer call() {
    if (!new Shells().contains(shell)) {
      throw new CommandFailure(
          ExitCode.USAGE, "no completion for " + shell + "; there is one for bash and one for zsh");
    }
    CommandLine trunkline = spec.root().commandLine();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (shell.equals("zsh")) {
      // What follows is bash's, which zsh runs once its own completion is loaded.
      out.println("autoload -Uz compinit && compinit -u");
    }
    out.print(AutoComplete.bash("trunkline", trunkline));
    return ExitCode.OK;
  }
}
