package dev.trunkline.testbed;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same servers in containers. */
final class ContainerServers implements Servers {

  private static final String OWNER = "trunkline";
  private static final String SUPERUSER = "postgres";

  private final KafkaContainer kafka;
  private final PostgreSQLContainer postgres;

  private ContainerServers(KafkaContainer kafka, PostgreSQLContainer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  static ContainerServers start() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException(
          "-Dtrunkline.containers=true asks for containers, but no Docker engine answers; start one, or leave the option out"
              + " to test with the embedded servers");
    }
    KafkaContainer kafka =
        new KafkaContainer("apache/kafka:4.2.1")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_LOG_MESSAGE_TIMESTAMP_TYPE", "LogAppendTime")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", "2162688")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    PostgreSQLContainer postgres =
        new PostgreSQLContainer("postgres:17")
            .withUsername(SUPERUSER)
            .withPassword(SUPERUSER)
            .withDatabaseName(SUPERUSER);
    kafka.start();
    postgres.start();
    ContainerServers servers = new ContainerServers(kafka, postgres);
    Sql.run(
        new Database(servers.jdbcUrl(SUPERUSER), SUPERUSER, SUPERUSER),
        "create role %s login createrole password '%s'".formatted(OWNER, OWNER));
    return servers;
  }

  @Override
  public String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(
            postgres.getHost(),
            postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
            database);
  }

  @Override
  public Login superuser() {
    return new Login(SUPERUSER, SUPERUSER);
  }

  @Override
  public Login owner() {
    return new Login(OWNER, OWNER);
  }

  @Override
  public void discard() {
    kafka.stop();
    postgres.stop();
  }
}
