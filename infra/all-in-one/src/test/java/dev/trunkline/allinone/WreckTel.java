package dev.trunkline.allinone;

import java.nio.file.Path;

/**
 * A vendor of which, read by the wrong key, every call is a dead letter, and other things are too.
 */
final class WreckTel {

  /** Kinds of bodies; each but the last is dead for a cause of its own. */
  static final int CAUSES = 5;

  private static final String YAML =
      """
      vendor: wrecktel
      title: WreckTel (made up for tests)
      doors: {call: {path: /webhooks/wrecktel, methods: [POST]}}
      proofs: [path-secret]
      source_defaults: {region: US, zone: required}
      fields:
        vendor_call_id: [%s, ref]
        started_at: [start]
        from: [from]
        kind: [kind]
      """;
  private static final String MAPPING =
      """
      kind ? $reject('no such kind: ' & kind)
      : {'event_type': 'call.completed', 'direction': 'inbound', 'customer_phone': from}
      """;
  private static final String SAMPLE =
      """
      {"story": "A call", "source": {"zone": "UTC", "region": "US"},
       "request": {"body": {"%s": "c1", "start": "2026-01-02 10:00:00", "from": "+12025550143"}},
       "means": {"events": [{"vendor_call_id": "c1", "direction": "inbound"}]}}
      """;

  private WreckTel() {}

  /** Reads a key that the vendor does not send. */
  static void wrongIn(Path directory) {
    write(directory, "uid");
  }

  /** Reads the one that it sends. */
  static void rightIn(Path directory) {
    write(directory, "id");
  }

  private static void write(Path directory, String key) {
    Path folder = directory.resolve("wrecktel");
    ExampleTel.write(folder, "vendor.yaml", YAML.formatted(key));
    ExampleTel.write(folder, "mapping.jsonata", MAPPING);
    ExampleTel.write(folder, "samples/call.json", SAMPLE.formatted(key));
  }

  /** Whether the right key mends it: of ten calls without the wrong one, one has no id at all. */
  static boolean isMended(int n) {
    return n % CAUSES == 0 && !hasNoId(n);
  }

  /** The n-th body, dead when read by the wrong key. */
  static String body(int n) {
    return switch (n % CAUSES) {
      case 0 -> hasNoId(n) ? call("nothing", n) : call("id", n);
      case 1 -> "{\"ref\": \"c" + n + "\", " + "x".repeat(n % 7);
      case 2 ->
          call("ref", n).replace("}", ", \"kind\": \"k%d-%s\"}".formatted(n, "abc".charAt(n % 3)));
      case 3 -> call("ref", n).replace("}", ", \"start\": \"2026-01-02 10:00:00\"}");
      default -> call("ref", n).replace("\"c", "\"" + "y".repeat(300));
    };
  }

  /** A body that both keys read. */
  static String good(int n) {
    return call("ref", n);
  }

  private static boolean hasNoId(int n) {
    return n / CAUSES % 10 == 9;
  }

  private static String call(String key, int n) {
    return "{\"%s\": \"c%d\", \"start\": \"2026-01-%02d 10:%02d:00\", \"from\": \"+1202555%04d\"}"
        .formatted(key, n, 1 + n % 28, n % 60, 100 + n % 900);
  }
}
