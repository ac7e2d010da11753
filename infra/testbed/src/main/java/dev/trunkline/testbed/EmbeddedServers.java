package dev.trunkline.testbed;

import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.embedded.EmbeddedPostgres;
import java.nio.file.Path;

/** Servers of this JVM's own, in {@code target/testbed}. */
final class EmbeddedServers implements Servers {

  private final RunFolder folder;
  private final EmbeddedBroker broker;
  private final EmbeddedPostgres postgres;

  private EmbeddedServers(RunFolder folder, EmbeddedBroker broker, EmbeddedPostgres postgres) {
    this.folder = folder;
    this.broker = broker;
    this.postgres = postgres;
  }

  static EmbeddedServers start() {
    Path testbed = Path.of("target", "testbed").toAbsolutePath();
    RunFolder folder = RunFolder.in(testbed);
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(folder.path().resolve("postgres"), testbed.resolve("programs"), 0);
    return new EmbeddedServers(
        folder, EmbeddedBroker.start(folder.path().resolve("kafka"), 0), postgres);
  }

  @Override
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public String jdbcUrl(String database) {
    return postgres.jdbcUrl(database);
  }

  @Override
  public Login superuser() {
    return new Login(postgres.superuser(), postgres.superuserPassword());
  }

  @Override
  public Login owner() {
    return new Login(postgres.user(), postgres.password());
  }

  /**
   * The broker goes down with the JVM, unclosed: Spring closes its cached consumers in a shutdown
   * hook too, and would wait long for a broker that is gone. The next run removes the folder.
   */
  @Override
  public void discard() {
    postgres.close();
    folder.remove("postgres");
  }
}
