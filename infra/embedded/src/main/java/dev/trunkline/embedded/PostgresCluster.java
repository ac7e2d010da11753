package dev.trunkline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The folder that Postgres calls a cluster: made by {@code initdb}, whole or not at all. */
final class PostgresCluster {

  private PostgresCluster() {}

  /**
   * Makes the cluster {@code data} unless it is there: passwords demanded on every connection,
   * UTF-8, checksums on pages, sorting and case by Unicode and not by the machine's locale.
   *
   * @throws CannotStart where {@code initdb} fails, with its own reason
   */
  static void prepare(Path binaries, Path data, String superuser, String password, RunAs runAs) {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    Path half = data.resolveSibling(data.getFileName() + ".making");
    try {
      Folders.delete(half);
      Files.createDirectory(half);
      Path passwordFile = half.resolve("password");
      Password.store(passwordFile, password);
      Path cluster = Files.createDirectory(half.resolve("cluster"));
      runAs.own(half);
      initialise(binaries, cluster, superuser, passwordFile, runAs);
      Files.move(cluster, data, StandardCopyOption.ATOMIC_MOVE);
      Folders.syncNames(data.resolveSibling(""));
      Folders.delete(half);
    } catch (IOException e) {
      throw new CannotStart("Postgres cannot make its folder %s: %s".formatted(data, e), e);
    }
  }

  private static void initialise(
      Path binaries, Path cluster, String superuser, Path passwordFile, RunAs runAs) {
    Command.Result made =
        Command.run(
            120,
            runAs.words(
                List.of(
                    binaries.resolve("bin/initdb").toString(),
                    "--pgdata=" + cluster,
                    "--username=" + superuser,
                    "--pwfile=" + passwordFile,
                    "--auth-host=scram-sha-256",
                    "--auth-local=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--data-checksums",
                    "--no-instructions")));
    if (!made.ok()) {
      throw new CannotStart(
          "Postgres cannot make its folder %s: %s".formatted(cluster, made.reason()));
    }
  }
}
