package dev.trunkline.writer;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** The way to {@code dead.writer.v1}, and the producer that is closed with the context. */
record WriterDeadLetters(DeadLetters letters, DefaultKafkaProducerFactory<String, byte[]> producers)
    implements AutoCloseable {

  @Override
  public void close() {
    producers.destroy();
  }
}
