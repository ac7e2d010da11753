package dev.trunkline.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A vendor that nobody built in, as somebody would write its folder. */
final class ExampleTel {

  static final String YAML =
      """
      vendor: exampletel
      title: ExampleTel (made up for tests)
      doors: {call: {path: /webhooks/exampletel, methods: [POST]}}
      proofs: [path-secret]
      source_defaults: {region: US, zone: required}
      fields:
        vendor_call_id: [id]
        started_at: [start]
        from: [from]
        outcome: [outcome]
      words:
        status: {answered: [ok], missed: [no reply]}
      """;
  static final String MAPPING =
      """
      {'event_type': 'call.completed', 'direction': 'inbound', 'customer_phone': from,
       'status': $word('status', outcome)}
      """;
  static final String SAMPLE =
      """
      {"story": "A call is answered", "source": {"zone": "UTC", "region": "US"},
       "request": {"body": {"id": "c1", "start": "2026-01-02 10:00:00", "from": "+12025550143", "outcome": "ok"}},
       "means": {"events": [{"vendor_call_id": "c1", "direction": "inbound", "status": "answered"}]}}
      """;

  private ExampleTel() {}

  /** Drops the folder into a directory. */
  static Path in(Path directory) {
    Path folder = directory.resolve("exampletel");
    write(folder, "vendor.yaml", YAML);
    write(folder, "mapping.jsonata", MAPPING);
    write(folder, "samples/answered.json", SAMPLE);
    return folder;
  }

  static void write(Path folder, String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String body(String id) {
    return "{\"id\": \"%s\", \"start\": \"2026-01-02 11:00:00\", \"from\": \"+12025550144\", \"outcome\": \"no reply\"}"
        .formatted(id);
  }
}
