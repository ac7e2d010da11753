package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.RecordingRequest.Ask;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What the fetcher is asked, call by call. */
final class RecordingRequests {

  private RecordingRequests() {}

  /**
   * About one call.
   *
   * @param call its row of the contract's view
   * @param due for {@link Ask#RESCHEDULE}
   */
  static RecordingRequest of(
      Ask ask, ObjectNode call, @Nullable Instant due, Instant now, @Nullable String reason) {
    return new RecordingRequest(
        ask,
        text(call, "call_id"),
        text(call, "source"),
        text(call, "vendor"),
        optional(call, "vendor_call_id"),
        optional(call, "vendor_lead_id"),
        instant(call, "started_at"),
        instant(call, "ended_at"),
        call.hasNonNull("duration_s") ? call.get("duration_s").asInt() : null,
        List.of(),
        now,
        null,
        null,
        null,
        call.hasNonNull("is_test") ? call.get("is_test").asBoolean() : null,
        due,
        reason);
  }

  /**
   * Asks.
   *
   * @throws CommandFailure if Kafka does not take it
   */
  static void send(KafkaClients clients, List<RecordingRequest> requests) {
    Map<String, Object> config = clients.producer();
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(config)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (RecordingRequest request : requests) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    Topics.RECORDINGS_WANTED.name(),
                    request.callId(),
                    EventJson.mapper().writeValueAsBytes(request))));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "Kafka did not take it: " + e.getCause() + "; see: trunkline doctor --only kafka");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(
          ExitCode.UNSETTLED,
          "interrupted; not all may have been asked for: run it again, twice does no harm");
    }
  }

  private static String text(ObjectNode row, String name) {
    return row.hasNonNull(name) ? row.get(name).asString("") : "";
  }

  private static @Nullable String optional(ObjectNode row, String name) {
    return row.hasNonNull(name) ? row.get(name).asString() : null;
  }

  private static @Nullable Instant instant(ObjectNode row, String name) {
    return row.hasNonNull(name) ? OffsetDateTime.parse(row.get(name).asString()).toInstant() : null;
  }
}
