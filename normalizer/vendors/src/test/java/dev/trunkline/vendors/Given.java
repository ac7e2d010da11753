package dev.trunkline.vendors;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.vendors.Translation.Element;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tests start from. */
final class Given {

  static final Vendors VENDORS = Vendors.builtIn();
  static final Translator TRANSLATOR = Translator.of(VENDORS, Sources.demo(VENDORS).all());
  static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");

  private Given() {}

  static Delivery delivery(String id, String source, String body) {
    return delivery(id, source, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  static Delivery delivery(String id, String source, String contentType, byte[] body) {
    return new Delivery(
        id,
        source,
        source,
        "call",
        RECEIVED,
        "POST",
        null,
        contentType,
        "192.0.2.1",
        "none",
        null,
        Map.of(),
        null,
        body);
  }

  static List<Element> elements(String source, String body) {
    return TRANSLATOR.translate(delivery("d1", source, body)).elements();
  }

  static CanonicalEvent event(Element element) {
    return switch (element) {
      case Element.Understood understood -> understood.events().get(0);
      case Element.Ignored ignored -> throw new AssertionError(ignored.reason());
      case Element.Rejected rejected -> throw new AssertionError(rejected.reason());
    };
  }

  static CanonicalEvent event(String source, String body) {
    return event(elements(source, body).get(0));
  }

  static CallEvent call(String body) {
    return (CallEvent) event("onecom", body);
  }

  static String rejection(String source, String body) {
    return rejection(elements(source, body).get(0));
  }

  static String rejection(Element element) {
    return element instanceof Element.Rejected rejected ? rejected.reason() : element.toString();
  }

  /** A folder of a vendor named {@code test}. */
  static Folder folder(String yaml, String mapping) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put("vendor.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    files.put("mapping.jsonata", mapping.getBytes(StandardCharsets.UTF_8));
    return new Folder("test", files);
  }

  static final String YAML =
      """
      vendor: test
      title: A vendor for tests
      doors: {call: {path: /webhooks/test, methods: [POST]}}
      proofs: [path-secret]
      source_defaults: {region: US, zone: America/New_York}
      fields:
        vendor_call_id: [id]
        started_at: [start]
        duration_s: [length]
        other: [other]
      words:
        status: {answered: [YES]}
      """;
}
