package dev.trunkline.recordings;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.load.vendor.ConvosoCalls;
import dev.trunkline.load.vendor.ScriptedCall;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Translation.Element;
import dev.trunkline.vendors.Vendors;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Source {@code dialer}, whose vendor is the fake. */
final class Dialer {

  private Dialer() {}

  /** It alone, the vendor's API at this base. */
  static Definitions definitions(Vendors vendors, URI base) {
    String yaml =
        """
        sources:
          - id: dialer
            vendor: convoso
            allow_unsigned: true
            recordings: {secret: "${CONVOSO_API_TOKEN}", api: "%s"}
        """
            .formatted(base);
    return Definitions.of(
        vendors,
        Sources.read(
            new StringReader(yaml),
            vendors,
            Map.of("CONVOSO_API_TOKEN", "token-of-the-fake")::get));
  }

  /** What the normalizer would ask for. */
  static List<RecordingRequest> requests(Definitions definitions, ScriptedCall call) {
    Delivery delivery =
        new Delivery(
            "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f",
            "dialer",
            "convoso",
            "call",
            call.startedAt().plusSeconds(call.seconds() + 1L),
            "POST",
            null,
            "application/json",
            "192.0.2.1",
            "none",
            null,
            Map.of(),
            null,
            ConvosoCalls.pacific().ended(call));
    return definitions.translator().translate(delivery).elements().stream()
        .flatMap(
            element ->
                element instanceof Element.Understood understood
                    ? understood.requests().stream()
                    : Stream.empty())
        .toList();
  }
}
