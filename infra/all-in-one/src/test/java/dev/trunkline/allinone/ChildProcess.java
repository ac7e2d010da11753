package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code trunkline up} in a process of its own, which can be stopped or killed. */
final class ChildProcess implements AutoCloseable {

  private final Process process;
  private final String ready;
  private final long millisToReady;
  private final List<Runnable> whenKilled = new ArrayList<>();

  private ChildProcess(Process process, String ready, long millisToReady) {
    this.process = process;
    this.ready = ready;
    this.millisToReady = millisToReady;
  }

  /** Starts it and waits for its ready line. */
  static ChildProcess up(Path data, String... more) throws IOException {
    return up(data, List.of(), List.of(more));
  }

  /**
   * The same with system properties of its own. What it says, but for its ready line, is in {@code
   * up.out} and {@code up.err} of its folder.
   */
  static ChildProcess up(Path data, List<String> properties, List<String> more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Duser.timezone=UTC", "--enable-native-access=ALL-UNNAMED"));
    String programs = System.getProperty("trunkline.programs");
    if (programs != null) {
      command.add("-Dtrunkline.programs=" + programs);
    }
    properties.forEach(property -> command.add("-D" + property));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("up", "--data", data.toString()));
    command.addAll(
        List.of(
            "--gateway-port",
            "0",
            "--workbench-port",
            "0",
            "--kafka-port",
            "0",
            "--postgres-port",
            "0"));
    command.addAll(more);
    File errors = data.resolve("up.err").toFile();
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors)).start();
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    PrintStream said = new PrintStream(Files.newOutputStream(data.resolve("up.out")), true, UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith("ready ")) {
      said.println(line);
      line = out.readLine();
    }
    assertThat(line).as("the ready line; see " + errors).isNotNull();
    // It logs on: whoever writes into a pipe that nobody reads stands still once it is full.
    Thread.ofPlatform()
        .daemon()
        .name("up's output")
        .start(() -> out.lines().forEach(said::println));
    return new ChildProcess(process, line, Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }

  /**
   * A command of ours; what it says is appended to {@code commands.out} of this folder.
   *
   * @param heap as {@code -Xmx256m}
   */
  static Process command(Path folder, String heap, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("nice", "-n", "10")); // as the launcher does
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(heap, "-XX:TieredStopAtLevel=1"));
    String programs = System.getProperty("trunkline.programs");
    if (programs != null) {
      command.add("-Dtrunkline.programs=" + programs);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("commands.out").toFile()))
        .start();
  }

  String readyLine() {
    return ready;
  }

  long millisToReady() {
    return millisToReady;
  }

  URI gateway() {
    return URI.create(word("gateway="));
  }

  /** What stands in the ready line behind this name. */
  String word(String name) {
    return Stream.of(ready.split(" "))
        .filter(word -> word.startsWith(name))
        .map(word -> word.substring(name.length()))
        .findFirst()
        .orElseThrow();
  }

  /** What it started: the servers that are processes of their own. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** Runs once everything is dead. */
  void whenKilled(Runnable action) {
    whenKilled.add(action);
  }

  /** {@code kill -9} of the process and of everything it started, Postgres included. */
  void killEverything() throws Exception {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    process.onExit().get(30, TimeUnit.SECONDS);
    for (ProcessHandle handle : all) {
      handle.onExit().get(30, TimeUnit.SECONDS);
    }
    whenKilled.forEach(Runnable::run);
    whenKilled.clear();
  }

  /** SIGTERM, as a service manager would; gives the exit code. */
  int stop() throws Exception {
    process.destroy();
    process.onExit().get(60, TimeUnit.SECONDS);
    return process.exitValue();
  }

  @Override
  public void close() throws Exception {
    if (process.isAlive()) {
      killEverything();
    }
  }
}
