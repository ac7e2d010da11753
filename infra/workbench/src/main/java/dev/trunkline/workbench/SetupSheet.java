package dev.trunkline.workbench;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.VendorDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a vendor's support person needs to know, in Markdown. It names secrets and shows none. */
final class SetupSheet {

  private final VendorDefinition vendor;
  private final String baseUrl;
  private final List<String> given;
  private final List<String> lines = new ArrayList<>();

  private SetupSheet(VendorDefinition vendor, String baseUrl, List<String> given) {
    this.vendor = vendor;
    this.baseUrl = baseUrl;
    this.given = given;
  }

  /**
   * The sheet of one source.
   *
   * @param doors at least one that delivers
   * @param baseUrl where the doors are reached, without a trailing slash
   */
  static List<String> of(VendorDefinition vendor, List<Door> doors, String baseUrl) {
    return of(
        vendor,
        doors,
        baseUrl,
        "Secrets are named here, like `$NAME`; they are handed over another way.",
        List.of());
  }

  /**
   * The sheet of one source, to be tried as it stands.
   *
   * @param about one sentence on its secrets
   * @param given shell lines that say what the secrets' names stand for
   */
  static List<String> of(
      VendorDefinition vendor, List<Door> doors, String baseUrl, String about, List<String> given) {
    SetupSheet sheet = new SetupSheet(vendor, baseUrl, given);
    List<Door> delivering = doors.stream().filter(door -> !door.echo()).toList();
    String source = delivering.get(0).source();
    sheet.say("# Webhooks of " + vendor.title() + ", source `" + source + "`", "");
    sheet.say(about, "");
    delivering.forEach(sheet::door);
    sheet.answers(delivering.get(0));
    sheet.say(Dashboard.steps(vendor, delivering, baseUrl));
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
    Trial trial = Trial.of(vendor, door, baseUrl, given);
    if (trial != null) {
      say("To try it (made up, and kept like any other: " + trial.story() + "):", "", "```sh");
      lines.addAll(trial.script());
      say("```", "");
    }
  }

  private static String body(Door door) {
    String body = door.answers().ok().body();
    return body == null || body.isEmpty() ? "" : " `" + body + "`";
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

  private Set<String> contentTypes(Door door) {
    Set<String> types = new LinkedHashSet<>();
    for (Sample sample : Trial.hooks(vendor, door)) {
      if (sample.contentType() != null) {
        types.add(sample.contentType());
      }
    }
    return types.isEmpty() ? Set.of("application/json") : types;
  }

  private void say(String... more) {
    lines.addAll(List.of(more));
  }
}
