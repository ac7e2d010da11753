package dev.trunkline.vendors;

import java.io.StringReader;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The built-in vendors' histories, as sources have them. */
final class Histories {

  private static final Map<String, String> BLOCKS =
      Map.of(
          "knowlarity", "{secrets: {api_key: '${A}', sr_key: '${B}'}",
          "convoso", "{secret: '${A}'",
          "onecom", "{secret: '${A}', settings: {tenant: 'acme & co'}",
          "knowrithm", "{secrets: {api_key: '${A}', api_secret: '${B}'}");
  private static final Map<String, String> ZONES =
      Map.of("onecom", "Asia/Jerusalem", "convoso", "America/Los_Angeles");
  private static final Map<String, String> ENVIRONMENT = Map.of("A", "k&1 z", "B", "s+2");

  private Histories() {}

  static History of(String vendor, String api) {
    return Objects.requireNonNull(pulls(vendor, "").history(api));
  }

  static Pulls pulls(String vendor, String more) {
    return pulls(vendor, more, null);
  }

  static Pulls pulls(String vendor, String more, @Nullable String zone) {
    return Objects.requireNonNull(Pulls.of(definitions(vendor, more, zone), vendor));
  }

  static Definitions definitions(String vendor, String more, @Nullable String zone) {
    String said = zone == null ? ZONES.get(vendor) : zone;
    String yaml =
        "sources:\n  - {id: "
            + vendor
            + ", allow_unsigned: true, vendor: "
            + vendor
            + (said == null ? "" : ", zone: " + said)
            + ", pull: "
            + BLOCKS.get(vendor)
            + more
            + "}}\n";
    return Definitions.of(
        Given.VENDORS, Sources.read(new StringReader(yaml), Given.VENDORS, ENVIRONMENT::get));
  }
}
