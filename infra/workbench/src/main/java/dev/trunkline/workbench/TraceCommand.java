package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.store.Store;
import dev.trunkline.store.Trace;
import java.io.PrintStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code trunkline trace}. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    header = "Where is my call? From door to row.",
    synopsisHeading =
        "Examples:%n  trunkline trace pbx24-1754337031.4200007%n  trunkline trace +12025550143 --json%n  trunkline trace 0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Where is my call? Everything known about a delivery, a call, a lead or a phone number, from the",
      "door to the row. Personal fields are masked unless --reveal is given. Exit code 1: nothing is",
      "known."
    })
public final class TraceCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Parameters(paramLabel = "ID|PHONE", description = "a vendor's id, ours, or a phone in E.164")
  String what = "";

  @Option(names = "--json", description = "one JSON object on stdout")
  boolean json;

  @Option(names = "--reveal", description = "show personal fields")
  boolean reveal;

  @Override
  public Integer call() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(options.find().jdbcUrl());
    Trace trace = new Store(database).trace(what);
    if (!reveal) {
      List.of(
              trace.payloads(),
              trace.deliveries(),
              trace.events(),
              trace.calls(),
              trace.leads(),
              trace.conversations(),
              trace.recordings())
          .forEach(rows -> rows.forEach(Masking::mask));
    }
    if (json) {
      System.out.println(EventJson.mapper().writeValueAsString(trace));
    } else {
      print(trace, System.out);
    }
    return trace.isEmpty() ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  private void print(Trace trace, PrintStream out) {
    if (trace.isEmpty()) {
      out.println("nothing is known of it; if it was sent just now, see: trunkline status");
      return;
    }
    for (ObjectNode payload : trace.payloads()) {
      String delivery = text(payload, "delivery_id");
      out.printf(
          "delivery %s  received %s%n  door     %s of %s, proof %s, %s bytes%n  raw      %s %s@%s%n",
          delivery,
          text(payload, "received_at"),
          text(payload, "door"),
          text(payload, "source"),
          payload.path("headers").path("proof").asString("?"),
          text(payload, "bytes"),
          text(payload, "raw_topic"),
          text(payload, "raw_partition"),
          text(payload, "raw_offset"));
      for (ObjectNode element : of(delivery, trace.deliveries())) {
        out.printf(
            "  #%-7s %s %s%n",
            text(element, "delivery_index"), text(element, "fate"), text(element, "reason"));
        for (ObjectNode event : of(delivery, trace.events())) {
          if (text(event, "delivery_index").equals(text(element, "delivery_index"))) {
            out.printf(
                "    event  %s %s, by definition %s, written %d ms after receipt%s%n",
                text(event, "event_type"),
                text(event, "event_id"),
                event.path("body").path("definition_hash").asString("?"),
                hop(event),
                event.path("live").asBoolean(true) ? "" : ", no longer live");
          }
        }
      }
    }
    rows("call", trace.calls(), "call_id", trace.origins(), out);
    rows("lead", trace.leads(), "lead_id", trace.origins(), out);
    rows("conversation", trace.conversations(), "entity", List.of(), out);
    rows("recording", trace.recordings(), "call_id", List.of(), out);
  }

  /** Each value with the event that it comes from. */
  private static void rows(
      String kind, List<ObjectNode> rows, String key, List<ObjectNode> origins, PrintStream out) {
    for (ObjectNode row : rows) {
      out.println("row      " + kind);
      JsonNode from =
          origins.stream()
              .filter(origin -> text(origin, "key").equals(text(row, key)))
              .findFirst()
              .map(origin -> origin.path("fields"))
              .orElse(EventJson.mapper().createObjectNode());
      row.propertyStream()
          .filter(field -> !field.getValue().isNull())
          .forEach(
              field -> {
                JsonNode event = from.path(field.getKey());
                out.printf(
                    "  %-22s %-36s %s%n",
                    field.getKey(),
                    field.getValue().asString(""),
                    event.isMissingNode()
                        ? ""
                        : "by " + text(event, "event_type") + " of " + text(event, "delivery_id"));
              });
    }
  }

  private static List<ObjectNode> of(String delivery, List<ObjectNode> rows) {
    return rows.stream().filter(row -> text(row, "delivery_id").equals(delivery)).toList();
  }

  private static long hop(ObjectNode event) {
    return Duration.between(
            OffsetDateTime.parse(text(event, "received_at")),
            OffsetDateTime.parse(text(event, "written_at")))
        .toMillis();
  }

  private static String text(JsonNode row, String name) {
    JsonNode value = row.get(name);
    return value == null || value.isNull() ? "" : value.asString("");
  }
}
