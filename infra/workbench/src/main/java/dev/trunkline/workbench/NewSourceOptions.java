package dev.trunkline.workbench;

import dev.trunkline.vendors.NewSource;
import dev.trunkline.vendors.VendorDefinition;
import dev.trunkline.vendors.Vendors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said of a source that is to be added; what is not said is asked for. */
final class NewSourceOptions {

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
  private static final String NO_REGION = "none";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "its name, [a-z0-9-]; part of every id that its events get")
  @Nullable String id;

  @Option(names = "--vendor", paramLabel = "VENDOR", description = "whose webhooks come")
  @Nullable String vendor;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "of times that carry none, like Asia/Kolkata (default: the vendor's usual one)")
  @Nullable String zone;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = {
        "of phone numbers without a country's code, like IN; none: there are no such",
        "(default: the vendor's usual one)"
      })
  @Nullable String region;

  @Option(
      names = "--path",
      paramLabel = "[DOOR=]PATH",
      description = "its own path of a door, of the first one unless said (default: the vendor's)")
  List<String> paths = new ArrayList<>();

  @Option(names = "--close", paramLabel = "DOOR", description = "a door that it does not open")
  Set<String> closed = new TreeSet<>();

  @Option(
      names = "--proof",
      paramLabel = "KIND",
      description = {
        "how requests prove who sends them",
        "(default: path-secret where the vendor can take one, else its usual proof)"
      })
  @Nullable String proof;

  /** The vendor: what else is to be asked depends on it. */
  VendorDefinition vendor(Interview interview, Vendors vendors) {
    String known =
        vendors.all().stream().map(VendorDefinition::vendor).collect(Collectors.joining(", "));
    vendor = interview.answer(vendor, "--vendor", "whose webhooks come (" + known + ")", null);
    id = interview.answer(id, "--id", "the source's id ([a-z0-9-])", vendor);
    interview.complete();
    if (!ID.matcher(id).matches()) {
      throw new CommandFailure(ExitCode.USAGE, "--id is like north-2: [a-z0-9-], at most 64");
    }
    VendorDefinition found = VendorOptions.vendor(vendors, vendor);
    if (found.zoneRequired()) {
      zone =
          interview.answer(
              zone, "--zone", "the zone of its times, which carry none (like Asia/Kolkata)", null);
    }
    if (found.usualRegion() == null) {
      region =
          interview.answer(
              region, "--region", "the region of its phone numbers (like IN, or none)", null);
    }
    return found;
  }

  /** How requests prove who sends them. */
  String proof(VendorDefinition found) {
    return proof == null ? NewSource.usualProof(found) : proof;
  }

  /** The name of its secret's file. */
  String secretName() {
    return id + "-webhook";
  }

  /** The source, which demands this secret. */
  NewSource source(VendorDefinition found, NewSecret secret) {
    Map<String, String> own = new LinkedHashMap<>();
    for (String said : paths) {
      int sign = said.indexOf('=');
      own.put(
          sign < 0 ? found.usualDoors().get(0).name() : said.substring(0, sign),
          said.substring(sign + 1));
    }
    Set<String> doors =
        found.usualDoors().stream().map(door -> door.name()).collect(Collectors.toSet());
    for (Set<String> named : List.of(own.keySet(), closed)) {
      if (!doors.containsAll(named)) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "no such door; --path and --close name those of " + found.vendor() + ": " + doors);
      }
    }
    return new NewSource(
        String.valueOf(id),
        found,
        zone,
        NO_REGION.equals(region) ? null : region,
        own,
        closed,
        proof(found),
        secret.reference());
  }
}
