package dev.trunkline.workbench;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.VendorDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a vendor's support person needs to know, in Markdown. It names secrets and shows none. */
final class SetupSheet {

  private static final String SECTION = "## What to click";

  private final VendorDefinition vendor;
  private final String baseUrl;
  private final List<String> lines = new ArrayList<>();

  private SetupSheet(VendorDefinition vendor, String baseUrl) {
    this.vendor = vendor;
    this.baseUrl = baseUrl;
  }

  /**
   * The sheet of one source.
   *
   * @param doors at least one that delivers
   * @param baseUrl where the doors are reached, without a trailing slash
   */
  static List<String> of(VendorDefinition vendor, List<Door> doors, String baseUrl) {
    SetupSheet sheet = new SetupSheet(vendor, baseUrl);
    List<Door> delivering = doors.stream().filter(door -> !door.echo()).toList();
    String source = delivering.get(0).source();
    sheet.say("# Webhooks of " + vendor.title() + ", source `" + source + "`", "");
    sheet.say("Secrets are named here, like `$NAME`; they are handed over another way.", "");
    delivering.forEach(sheet::door);
    sheet.answers(delivering.get(0));
    sheet.clicks();
    return sheet.lines;
  }

  private void door(Door door) {
    ProofSheet proofs = ProofSheet.of(door);
    say("## Door `" + door.name() + "`", "");
    say("- URL: `" + baseUrl + proofs.url() + "`");
    say("- method: " + String.join(" or ", new TreeSet<>(door.methods())));
    say("- content type: " + String.join(", ", contentTypes(door)));
    proofs.asked().forEach(asked -> say("- proof: " + asked));
    say("- a delivery that is kept is answered " + door.answers().ok().status() + body(door), "");
    example(door).ifPresent(sample -> trial(proofs, sample));
  }

  private static String body(Door door) {
    String body = door.answers().ok().body();
    return body == null || body.isEmpty() ? "" : " `" + body + "`";
  }

  private void trial(ProofSheet proofs, Sample sample) {
    boolean hasBody = sample.body().length > 0;
    String body = new String(sample.body(), StandardCharsets.UTF_8);
    String mark = proofs.query().isEmpty() ? "?" : "&";
    String query = sample.query() == null ? "" : quoted(mark + sample.query());
    say("To try it (" + sample.story() + "):", "", "```sh");
    if (hasBody || !proofs.computed().isEmpty()) {
      say("BODY=" + quoted(body));
    }
    say(proofs.computed().toArray(String[]::new));
    List<String> call = new ArrayList<>();
    call.add("curl -i -X " + sample.method() + " \"" + baseUrl + proofs.url() + "\"" + query);
    if (sample.contentType() != null) {
      call.add("-H " + quoted("Content-Type: " + sample.contentType()));
    }
    proofs.headers().forEach(header -> call.add("-H \"" + header + "\""));
    if (hasBody) {
      call.add("--data-binary \"$BODY\"");
    }
    say(String.join(" \\\n  ", call), "```", "");
  }

  /** For a shell, as it is. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private void answers(Door door) {
    say("## Answers", "");
    say("| status | means |", "|---|---|");
    say("| " + door.answers().ok().status() + " | kept; `X-Delivery-Id` names the delivery |");
    int unproven = door.answers().unproven().status();
    int forged = door.answers().forged().status();
    if (unproven == forged) {
      say("| " + forged + " | the proof is missing or wrong |");
    } else {
      say("| " + unproven + " | the proof is missing |");
      say("| " + forged + " | the proof is wrong |");
    }
    if (door.terms().requirement() != null) {
      say("| " + door.answers().missing().status() + " | a field that must be there is not |");
    }
    say("| 413 | the body is larger than 1 MiB |");
    say(
        "| %d, 503 | please send it again, after `Retry-After` |"
            .formatted(door.answers().limited().status()),
        "");
  }

  /** That section of the vendor's own page. */
  private void clicks() {
    String page = vendor.readme();
    int from = page.indexOf(SECTION);
    if (from >= 0) {
      int to = page.indexOf("\n## ", from);
      say(page.substring(from, to < 0 ? page.length() : to).strip());
    }
  }

  private Optional<Sample> example(Door door) {
    return hooks(door).stream().findFirst();
  }

  private Set<String> contentTypes(Door door) {
    Set<String> types = new LinkedHashSet<>();
    for (Sample sample : hooks(door)) {
      if (sample.contentType() != null) {
        types.add(sample.contentType());
      }
    }
    return types.isEmpty() ? Set.of("application/json") : types;
  }

  private List<Sample> hooks(Door door) {
    return vendor.samples().stream()
        .filter(sample -> !sample.pulled() && sample.door().equals(door.name()))
        .toList();
  }

  private void say(String... more) {
    lines.addAll(List.of(more));
  }
}
