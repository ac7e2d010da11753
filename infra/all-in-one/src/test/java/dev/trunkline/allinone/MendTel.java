package dev.trunkline.allinone;

import java.nio.file.Path;

/**
 * A vendor that was read wrong at first: other key, other direction, other party, a sign of life
 * taken for a call, a kind of batch not known.
 */
final class MendTel {

  private static final String YAML =
      """
      vendor: mendtel
      title: MendTel (made up for tests)
      doors: {call: {path: /webhooks/mendtel, methods: [POST]}}
      proofs: [path-secret]
      source_defaults: {region: US, zone: required}
      split: [%s]
      fields:
        vendor_call_id: [%s]
        started_at: [start]
        duration_s: [duration]
        agent_id: [agent]
        from: [from]
        to: [to]
        outcome: [outcome]
        kind: [kind]
      words:
        status: {answered: [ok], missed: [no reply]}
      """;
  private static final String WRONG =
      """
      [{'event_type': 'call.completed', 'direction': 'outbound', 'customer_phone': to,
        'business_phone': from, 'queue': kind, 'status': $word('status', outcome)},
       $when($has(to), {'event_type': 'lead.created', 'phone': to})]
      """;
  private static final String RIGHT =
      """
      kind = 'ping' ? $ignore('a sign of life')
      : [{'event_type': 'call.completed', 'direction': 'inbound', 'customer_phone': from,
          'business_phone': to, 'status': $word('status', outcome)},
         $when($has(from) and outcome = 'ok', {'event_type': 'lead.created', 'phone': from})]
      """;
  private static final String SAMPLE =
      """
      {"story": "A call", "source": {"zone": "UTC", "region": "US"},
       "request": {"body": {"id": "c1", "leg": "l1", "start": "2026-01-02 10:00:00", "duration": 5,
         "from": "+12025550143", "to": "+12025550100", "outcome": "ok"}},
       "means": {"events": [{"vendor_call_id": "%s", "direction": "%s"}, {"phone": "%s"}]}}
      """;

  private MendTel() {}

  /** The folder as it was written at first. */
  static void wrongIn(Path directory) {
    write(
        directory,
        YAML.formatted("calls", "leg"),
        WRONG,
        SAMPLE.formatted("l1", "outbound", "+12025550100"));
  }

  /** The folder as it should have been. */
  static void rightIn(Path directory) {
    write(
        directory,
        YAML.formatted("calls, records", "id"),
        RIGHT,
        SAMPLE.formatted("c1", "inbound", "+12025550143"));
  }

  private static void write(Path directory, String yaml, String mapping, String sample) {
    Path folder = directory.resolve("mendtel");
    ExampleTel.write(folder, "vendor.yaml", yaml);
    ExampleTel.write(folder, "mapping.jsonata", mapping);
    ExampleTel.write(folder, "samples/call.json", sample);
  }

  /**
   * The body of a delivery: calls, now and then a redelivery of the one before, a batch of either
   * kind, what nobody can read, and a second report of an earlier call.
   */
  static String body(int n) {
    return switch (n % 10) {
      case 5 -> body(n - 1);
      case 6 ->
          "{\"calls\": [%s, {\"kind\": \"ping\", \"leg\": \"p%d\"}, %s]}"
              .formatted(call(n), n % 3, call(n + 100_000));
      case 7 -> "{\"records\": [%s, %s]}".formatted(call(n), call(n + 100_000));
      case 8 -> "{\"outcome\": \"ok\"}";
      case 9 ->
          call(n - 9).replace("\"outcome\"", "\"agent\": \"a%d\", \"outcome\"".formatted(n % 7));
      default -> call(n);
    };
  }

  private static String call(int n) {
    return ("{\"id\": \"c%d\", \"leg\": \"l%d\", \"start\": \"2026-01-%02d %02d:%02d:00\", \"duration\": %d,"
            + " \"from\": \"+1202555%04d\", \"to\": \"+120255501%02d\", \"outcome\": \"%s\"}")
        .formatted(
            n,
            n % 61,
            1 + n % 28,
            n % 24,
            n % 60,
            n % 600,
            1_000 + n % 311,
            n % 40,
            n % 3 == 0 ? "no reply" : "ok");
  }
}
