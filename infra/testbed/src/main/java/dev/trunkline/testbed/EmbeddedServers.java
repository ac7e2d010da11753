package dev.trunkline.testbed;

import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Servers of this JVM's own, in {@code target/testbed}, each started when it is asked for. */
final class EmbeddedServers implements Servers {

  private static final Path TESTBED = Path.of("target", "testbed").toAbsolutePath();

  /** Postgres' own programs: unpacking them takes seconds, so a build's modules share them. */
  private static final Path PROGRAMS =
      Path.of(System.getProperty("trunkline.programs", TESTBED.resolve("programs").toString()));

  private final RunFolder folder = RunFolder.in(TESTBED);
  private @Nullable EmbeddedBroker broker;
  private @Nullable EmbeddedPostgres postgres;

  private synchronized EmbeddedBroker broker() {
    EmbeddedBroker started = broker;
    if (started == null) {
      started = EmbeddedBroker.start(folder.path().resolve("kafka"), 0);
      broker = started;
    }
    return started;
  }

  private synchronized EmbeddedPostgres postgres() {
    EmbeddedPostgres started = postgres;
    if (started == null) {
      started = EmbeddedPostgres.start(folder.path().resolve("postgres"), PROGRAMS, 0);
      postgres = started;
    }
    return started;
  }

  @Override
  public String bootstrapServers() {
    return broker().bootstrapServers();
  }

  @Override
  public String jdbcUrl(String database) {
    return postgres().jdbcUrl(database);
  }

  @Override
  public Login superuser() {
    return new Login(postgres().superuser(), postgres().superuserPassword());
  }

  @Override
  public Login owner() {
    return new Login(postgres().user(), postgres().password());
  }

  /**
   * The broker goes down with the JVM, unclosed: Spring closes its cached consumers in a shutdown
   * hook too, and would wait long for a broker that is gone. The next run removes the folder.
   */
  @Override
  public synchronized void discard() {
    if (postgres != null) {
      postgres.close();
      folder.remove("postgres");
    }
  }
}
