package dev.trunkline.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Another JVM that runs one embedded server, to be killed. Its main says what it started, then
 * waits.
 */
final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final String address;

  private ChildJvm(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts {@code broker} or {@code postgres} on a folder, and waits until it serves. */
  static ChildJvm start(String server, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ChildJvm.class.getName(),
                server,
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("serving ")) {
        return new ChildJvm(process, line.substring("serving ".length()));
      }
    }
    throw new IllegalStateException("the child JVM ended with " + process.exitValue());
  }

  /** The broker's bootstrap servers, or Postgres' port. */
  String address() {
    return address;
  }

  /** SIGKILL: no hook runs, nothing is flushed. */
  void killHard() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    killHard();
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    String address =
        arguments[0].equals("broker")
            ? EmbeddedBroker.start(folder, 0).bootstrapServers()
            : Long.toString(EmbeddedPostgres.start(folder, Programs.FOLDER, 0).port());
    System.out.println("serving " + address);
    System.in.read();
  }
}
