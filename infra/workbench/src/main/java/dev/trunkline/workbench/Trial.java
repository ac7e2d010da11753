package dev.trunkline.workbench;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.VendorDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that anybody with a shell can send to a door.
 *
 * @param story what it tells
 * @param script lines for a shell, the last of them {@code curl}
 */
record Trial(String story, List<String> script) {

  /**
   * The first of the vendor's stories for a door; null where it tells none.
   *
   * @param given shell lines that say what the secrets' names stand for
   */
  static @Nullable Trial of(
      VendorDefinition vendor, Door door, String baseUrl, List<String> given) {
    List<Sample> hooks = hooks(vendor, door);
    return hooks.isEmpty() ? null : of(hooks.get(0), ProofSheet.of(door), baseUrl, given);
  }

  /** The vendor's stories of what comes to a door. */
  static List<Sample> hooks(VendorDefinition vendor, Door door) {
    return vendor.samples().stream()
        .filter(sample -> !sample.pulled() && sample.door().equals(door.name()))
        .toList();
  }

  private static Trial of(Sample sample, ProofSheet proofs, String baseUrl, List<String> given) {
    boolean hasBody = sample.body().length > 0;
    String body = new String(sample.body(), StandardCharsets.UTF_8);
    String mark = proofs.query().isEmpty() ? "?" : "&";
    String query = sample.query() == null ? "" : quoted(mark + sample.query());
    List<String> script = new ArrayList<>(given);
    if (hasBody || !proofs.computed().isEmpty()) {
      script.add("BODY=" + quoted(body));
    }
    script.addAll(proofs.computed());
    List<String> call = new ArrayList<>();
    call.add("curl -i -X " + sample.method() + " \"" + baseUrl + proofs.url() + "\"" + query);
    if (sample.contentType() != null) {
      call.add("-H " + quoted("Content-Type: " + sample.contentType()));
    }
    proofs.headers().forEach(header -> call.add("-H \"" + header + "\""));
    if (hasBody) {
      call.add("--data-binary \"$BODY\"");
    }
    script.add(String.join(" \\\n  ", call));
    return new Trial(sample.story(), script);
  }

  /** For a shell, as it is. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
