package dev.trunkline.allinone;

import dev.trunkline.embedded.EmbeddedBroker;
import dev.trunkline.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Optional;

/** Broker and database of this process. */
record Servers(Kept<EmbeddedBroker> broker, Kept<EmbeddedPostgres> postgres)
    implements AutoCloseable {

  /** Looks after both. */
  static Servers keep(
      DataFolder data, Path programs, EmbeddedBroker broker, EmbeddedPostgres postgres) {
    return new Servers(
        new Kept<>(
                "Kafka",
                broker,
                EmbeddedBroker::failure,
                () -> EmbeddedBroker.start(data.privateFolder("kafka"), broker.port()),
                EmbeddedBroker::close)
            .begin(),
        new Kept<>(
                "Postgres",
                postgres,
                Servers::ended,
                () -> EmbeddedPostgres.start(data.path(), programs, postgres.port()),
                EmbeddedPostgres::close)
            .begin());
  }

  private static Optional<String> ended(EmbeddedPostgres postgres) {
    return postgres.isAlive() ? Optional.empty() : Optional.of("its process has ended");
  }

  /** Stops the broker, then the database. */
  @Override
  public void close() {
    broker.close();
    postgres.close();
  }
}
