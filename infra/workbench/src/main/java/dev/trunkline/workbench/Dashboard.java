package dev.trunkline.workbench;

import com.google.re2j.Pattern;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.VendorDefinition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where to click in a vendor's own dashboard, as its page says it. */
final class Dashboard {

  private static final String SECTION = "## What to click";
  private static final String HOST = "https://<your host>";

  /** What belongs into our sources file is of no use to a vendor. */
  private static final Pattern OURS = Pattern.compile("(?s)\n```yaml\n.*?\n```\n");

  private Dashboard() {}

  /** The steps, with these doors' URLs in place of those that the page shows. */
  static String steps(VendorDefinition vendor, List<Door> doors, String baseUrl) {
    String page = vendor.readme();
    int from = page.indexOf(SECTION);
    if (from < 0) {
      return SECTION
          + "\n\nNothing is documented: the folder of "
          + vendor.vendor()
          + " has no such part.";
    }
    int to = page.indexOf("\n## ", from);
    String steps = OURS.matcher(page.substring(from, to < 0 ? page.length() : to)).replaceAll("\n");
    Map<String, String> usual = new HashMap<>();
    vendor.usualDoors().forEach(door -> usual.put(door.name(), HOST + door.path()));
    // The longest first: one may begin with another.
    List<Door> known =
        doors.stream()
            .filter(door -> usual.containsKey(door.name()))
            .sorted(Comparator.comparingInt(door -> -usual.getOrDefault(door.name(), "").length()))
            .toList();
    for (Door door : known) {
      String shown = usual.getOrDefault(door.name(), HOST);
      String url = baseUrl + ProofSheet.of(door).url();
      steps = steps.replace(shown + "/<secret>", url).replace(shown, url);
    }
    return steps.strip();
  }
}
