package dev.trunkline.allinone.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A peer's program and its libraries in a folder, put there by npm where they are not yet. */
final class PeerInstallation {

  private static final String RESOURCES = "/peers/fastify-pg/";
  private static final String LOCK = "package-lock.json";
  private static final String MARK = "installed";
  private static final List<String> NPM =
      List.of(
          "npm",
          "ci",
          "--omit=dev",
          "--ignore-scripts",
          "--prefer-offline",
          "--fetch-retries=0",
          "--no-audit",
          "--no-fund",
          "--loglevel=error");
  private static final long MINUTES = 2;

  private PeerInstallation() {}

  /** Why there is no peer. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    Missing(String why) {
      super(why);
    }
  }

  /**
   * Makes it be in this folder, of the versions that the lock says.
   *
   * @throws Missing where Node or npm is, or the libraries cannot be had
   */
  static void in(Path folder) throws Missing, InterruptedException {
    if (!works(List.of("node", "--version"), folder)) {
      throw new Missing("there is no node here");
    }
    try {
      Files.createDirectories(folder);
      for (String name : List.of("package.json", "server.mjs")) {
        copy(name, folder.resolve(name));
      }
      Path wanted = folder.resolve(LOCK);
      copy(LOCK, wanted);
      Path mark = folder.resolve(MARK);
      if (Files.exists(mark) && Files.mismatch(mark, wanted) < 0) {
        return;
      }
      Files.deleteIfExists(mark);
      if (!works(NPM, folder)) {
        throw new Missing("npm does not install its libraries here");
      }
      Files.copy(wanted, mark);
    } catch (IOException e) {
      throw new Missing("the folder " + folder + " cannot be used: " + e.getMessage());
    }
  }

  private static void copy(String name, Path file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PeerInstallation.class.getResourceAsStream(RESOURCES + name))) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean works(List<String> command, Path folder) throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(discarded());
    if (Files.isDirectory(folder)) {
      builder.directory(folder.toFile());
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  private static ProcessBuilder.Redirect discarded() {
    return ProcessBuilder.Redirect.DISCARD;
  }
}
