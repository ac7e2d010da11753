package dev.trunkline.workbench;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** {@code trunkline tail}. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    header = "Show canonical events as they come.",
    synopsisHeading =
        "Examples:%n  trunkline tail%n  trunkline tail --seconds 10 --json | jq .event_type%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Shows canonical events as they come, one line each, until interrupted. Phones and names are",
      "left out, with --json too unless --reveal is given."
    })
public final class TailCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "0",
      description = "end by itself after so many seconds (default: go on)")
  int seconds;

  @Option(names = "--from-beginning", description = "show what is there already, too")
  boolean fromBeginning;

  @Option(names = "--json", description = "NDJSON on stdout")
  boolean json;

  @Option(names = "--reveal", description = "with --json: personal fields too")
  boolean reveal;

  @Override
  public Integer call() {
    Map<String, Object> config =
        new HashMap<>(options.find().kafkaClients().consumer("unused", 1_000));
    config.remove("group.id");
    long end =
        seconds == 0 ? Long.MAX_VALUE : System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (EventKind kind : EventKind.values()) {
        consumer
            .partitionsFor(kind.topic())
            .forEach(p -> partitions.add(new TopicPartition(kind.topic(), p.partition())));
      }
      consumer.assign(partitions);
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
      }
      while (System.nanoTime() < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          try {
            print(record, System.out);
          } catch (JacksonException e) {
            // Without its message, which quotes the record.
            System.err.printf(
                "%s %d@%d cannot be read%n", record.topic(), record.partition(), record.offset());
          }
        }
      }
    }
    return ExitCode.OK;
  }

  private void print(ConsumerRecord<String, byte[]> record, PrintStream out) {
    EventKind kind = EventKind.ofTopic(record.topic());
    if (json && reveal) {
      out.println(new String(record.value(), StandardCharsets.UTF_8));
      return;
    }
    CanonicalEvent event = EventJson.read(kind, record.value());
    if (json) {
      out.println(
          EventJson.mapper()
              .writeValueAsString(
                  Masking.mask((ObjectNode) EventJson.mapper().readTree(record.value()))));
      return;
    }
    out.printf(
        "%s  %-12s %-22s %-44s -> %s %d@%d%n",
        event.occurredAt(),
        event.source(),
        event.eventType().wire(),
        entity(event),
        record.topic(),
        record.partition(),
        record.offset());
  }

  /** A phone number stands in for a lead without an id: it is not shown. */
  private static String entity(CanonicalEvent event) {
    return Masking.entity(event.key());
  }
}
