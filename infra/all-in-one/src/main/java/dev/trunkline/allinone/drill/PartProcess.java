package dev.trunkline.allinone.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** {@code trunkline part} in a process of its own. */
record PartProcess(Process child, int port) implements Running {

  private static final String READY = "ready ";

  /**
   * Starts it and waits for its ready line; it ends with this process.
   *
   * @param log where it says what else it has to say
   * @param begun told of it before it is ready
   * @throws IOException where it ends before
   */
  static PartProcess start(
      List<String> words, Map<String, String> environment, Path log, Consumer<ProcessHandle> begun)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Each lives for seconds: compiled once is enough.
    command.addAll(
        List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Duser.timezone=UTC",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.trunkline.allinone.Main");
    command.add("part");
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    Process child = builder.start();
    begun.accept(child.toHandle());
    BufferedReader out = child.inputReader(UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        Thread.ofPlatform().daemon().name("output of " + words.getFirst()).start(() -> drain(out));
        return new PartProcess(child, Integer.parseInt(line.substring(READY.length())));
      }
    }
    throw new IOException(words.getFirst() + " ended while starting; see " + log);
  }

  /** A process whose words nobody reads would stand still when the pipe is full. */
  private static void drain(BufferedReader out) {
    try (out) {
      out.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // It has ended.
    }
  }

  @Override
  public ProcessHandle process() {
    return child.toHandle();
  }
}
