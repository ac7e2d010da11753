package dev.trunkline.embedded;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real Postgres 17 as a child process, its data kept in a folder.
 *
 * <p>It listens on 127.0.0.1 only and demands a password of everybody. Commits are durable ({@code
 * fsync}, {@code synchronous_commit} and {@code full_page_writes} are on). Starting again on the
 * same folder goes on where it was, also after {@code kill -9} of this JVM, of Postgres, or of
 * both. Works as root, see {@link RunAs}.
 *
 * <p>In the folder: {@code data}, the cluster; {@code programs}, Postgres itself; {@code
 * postgres.log}, at most two files of about 8 MiB; {@code postgres.password} and {@code
 * postgres.superuser.password}, readable by their owner only.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String WHAT = "Postgres";
  private static final String SUPERUSER = "postgres";

  private final PostgresServer server;
  private final String password;
  private final String superuserPassword;
  private final FolderLock lock;
  private boolean closed;

  private EmbeddedPostgres(
      PostgresServer server, String password, String superuserPassword, FolderLock lock) {
    this.server = server;
    this.password = password;
    this.superuserPassword = superuserPassword;
    this.lock = lock;
  }

  /**
   * Starts Postgres, on a new folder also makes the role and the database {@code trunkline}, and
   * waits until it serves.
   *
   * @param folder everything it keeps; made where it is missing
   * @param port what clients connect to, 0 for any free port
   * @throws CannotStart with one line of cause and cure: the folder is in use, the port is taken,
   *     no way to run as root, ...
   */
  public static EmbeddedPostgres start(Path folder, int port) {
    return start(folder, folder.resolve("programs"), port, true);
  }

  /**
   * As {@link #start(Path, int)}, with Postgres' programs in a folder of their own, which several
   * servers may share.
   *
   * @param programs where they are, or are to be unpacked
   */
  public static EmbeddedPostgres start(Path folder, Path programs, int port) {
    return start(folder, programs, port, true);
  }

  static EmbeddedPostgres start(Path folder, Path programs, int wantedPort, boolean namespaces) {
    Path home = folder.toAbsolutePath().normalize();
    FolderLock lock = FolderLock.of(home, WHAT);
    try {
      Path data = home.resolve("data");
      Path binaries = PostgresBinaries.unpackedIn(programs.toAbsolutePath().normalize());
      RunAs runAs = RunAs.here(Files.exists(data) ? data : home, namespaces);
      PostgresProgram program = new PostgresProgram(binaries, runAs, home.resolve("postgres.log"));
      PostgresLeftovers.clear(program, data);
      int port = Ports.choose(wantedPort, WHAT);
      String superuserPassword = Password.keptIn(home.resolve("postgres.superuser.password"));
      String password = Password.keptIn(home.resolve("postgres.password"));
      PostgresCluster.prepare(binaries, data, SUPERUSER, superuserPassword, runAs);
      PostgresServer server = PostgresServer.start(program, data, port);
      return new EmbeddedPostgres(server, password, superuserPassword, lock).withOwner();
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private EmbeddedPostgres withOwner() {
    try {
      PostgresOwner.ensure(this);
      return this;
    } catch (RuntimeException e) {
      server.stop();
      throw e;
    }
  }

  /** The port clients connect to, on 127.0.0.1. */
  public int port() {
    return server.port();
  }

  /** The role that owns the database {@code trunkline}: no superuser, may create roles. */
  public String user() {
    return PostgresOwner.NAME;
  }

  /** The password of {@link #user()}: hexadecimal, the same at every start. A secret. */
  public String password() {
    return password;
  }

  /** The JDBC address of the database {@code trunkline}, without user and password. */
  public String jdbcUrl() {
    return jdbcUrl(PostgresOwner.NAME);
  }

  /** The JDBC address of a database of this server, without user and password. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(Ports.HOST, port(), database);
  }

  /**
   * What {@code psql} takes: {@code postgresql://trunkline:PASSWORD@127.0.0.1:PORT/trunkline}.
   * Holds a secret.
   */
  public String url() {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(user(), password, Ports.HOST, port(), PostgresOwner.NAME);
  }

  /** The server's own administrator, for making further databases. */
  public String superuser() {
    return SUPERUSER;
  }

  /** The password of {@link #superuser()}. A secret. */
  public String superuserPassword() {
    return superuserPassword;
  }

  /** The process id of the server. */
  public long pid() {
    return server.process().pid();
  }

  /** Whether the server still runs. One that has ended is not started again here. */
  public boolean isAlive() {
    return server.process().isAlive();
  }

  /**
   * Disconnects all clients and stops the server with everything on disk, then lets go of the
   * folder.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.stop();
      lock.close();
    }
  }
}
