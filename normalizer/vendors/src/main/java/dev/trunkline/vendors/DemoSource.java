package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives vendors that have no demo source one, as a user would write it into a sources file. */
final class DemoSource {

  private static final Set<String> SECRET_IN_HEADER = Set.of("hmac", "header-secret");

  private DemoSource() {}

  /**
   * The demo sources and one more for each other vendor: id and paths the vendor's, zone UTC where
   * one is needed, a secret that is visibly none where the vendor's usual proof is a header, else
   * none.
   *
   * @param yaml the demo sources; ends in its list
   */
  static byte[] added(byte[] yaml, Vendors vendors) {
    Set<String> present =
        Yaml.read("demo-sources.yaml", yaml)
            .path("sources")
            .valueStream()
            .map(source -> source.path("vendor").asString(""))
            .collect(Collectors.toSet());
    StringBuilder text = new StringBuilder(new String(yaml, StandardCharsets.UTF_8));
    for (VendorDefinition vendor : vendors.all()) {
      if (!present.contains(vendor.vendor())) {
        text.append(written(vendor));
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String written(VendorDefinition vendor) {
    Spec spec = vendor.spec();
    String id = vendor.vendor();
    boolean secret = SECRET_IN_HEADER.contains(vendor.proofKinds().get(0));
    return "\n  - id: \"%s\"\n    vendor: \"%s\"\n%s    %s\n"
        .formatted(
            id,
            id,
            spec.zoneRequired() ? "    zone: UTC\n" : "",
            secret ? "secrets: [\"demo-" + id + "-secret\"]" : "allow_unsigned: true");
  }
}
