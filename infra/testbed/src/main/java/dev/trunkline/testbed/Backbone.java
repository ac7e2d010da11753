package dev.trunkline.testbed;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka and a real Postgres for all tests of one JVM, each started when the first test asks
 * for it and gone when the JVM ends.
 *
 * <p>Embedded by default; {@code -Dtrunkline.containers=true} takes containers instead and fails
 * where no Docker engine answers. Tests keep out of each other's way by topics and databases of
 * their own: {@link #unique}, {@link #freshDatabase}.
 */
public final class Backbone {

  private static @Nullable Backbone shared;

  private final Servers servers;
  private @Nullable Kafka kafka;
  private final AtomicInteger count = new AtomicInteger();

  private Backbone(Servers servers) {
    this.servers = servers;
  }

  /**
   * The servers of this JVM, for places that take no parameters (Spring's
   * {@code @DynamicPropertySource}).
   */
  public static synchronized Backbone shared() {
    Backbone started = shared;
    if (started == null) {
      Servers servers =
          Boolean.getBoolean("trunkline.containers")
              ? ContainerServers.start()
              : new EmbeddedServers();
      started = new Backbone(servers);
      shared = started;
      Runtime.getRuntime().addShutdownHook(new Thread(servers::discard, "testbed-discard"));
    }
    return started;
  }

  /** What clients put into {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return servers.bootstrapServers();
  }

  /** A client for looking and for writing; shared, need not be closed. */
  public synchronized Kafka kafka() {
    Kafka connected = kafka;
    if (connected == null) {
      connected = new Kafka(servers.bootstrapServers());
      kafka = connected;
    }
    return connected;
  }

  /** A new empty database, owned by a role that is no superuser. */
  public Database freshDatabase() {
    return freshDatabase("");
  }

  /**
   * The same, otherwise than the server would make it.
   *
   * @param options as {@code create database} takes them: {@code encoding 'LATIN1' …}
   */
  public Database freshDatabase(String options) {
    String name = unique("test").replace('-', '_');
    Servers.Login superuser = servers.superuser();
    Servers.Login owner = servers.owner();
    Sql.run(
        new Database(servers.jdbcUrl("postgres"), superuser.user(), superuser.password()),
        "create database %s owner %s %s".formatted(name, owner.user(), options));
    return new Database(servers.jdbcUrl(name), owner.user(), owner.password());
  }

  /**
   * A name that no other test of this run has: {@code prefix-n}, good for topics, groups and
   * transactional ids.
   */
  public String unique(String prefix) {
    return prefix + "-" + count.incrementAndGet();
  }
}
