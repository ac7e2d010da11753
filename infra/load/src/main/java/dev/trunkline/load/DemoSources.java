package dev.trunkline.load;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Doors;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.VendorDefinition;
import dev.trunkline.vendors.Vendors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The demo sources, and beside them one more source for every other zone or region that a vendor's
 * samples come from: the same vendor in two countries is two sources.
 */
public final class DemoSources {

  private DemoSources() {}

  /** Demo sources at which every sample means what it says. */
  public static Sources forSamples(Vendors vendors) {
    Sources demo = Sources.demo(vendors);
    List<Source> all = new ArrayList<>(demo.all());
    for (Source source : demo.all()) {
      VendorDefinition vendor = vendors.get(source.vendor());
      for (Sample sample : vendor.samples()) {
        if (all.stream().noneMatch(known -> fits(sample, known))) {
          // Counted by vendor: one vendor more must not give the others' sources other ids.
          long number = 1 + all.stream().filter(s -> s.vendor().equals(source.vendor())).count();
          all.add(another(source, vendor, sample, number));
        }
      }
    }
    return new Sources(all, demo.warnings());
  }

  /** Whether the sample means what it says at this source. */
  public static boolean fits(Sample sample, Source source) {
    return sample.vendor().equals(source.vendor())
        && (sample.zone() == null || sample.zone().equals(source.zone()))
        && (sample.region() == null || sample.region().equals(source.region()))
        && sample.fields().equals(source.fields());
  }

  private static Source another(Source like, VendorDefinition vendor, Sample sample, long number) {
    Map<String, String> paths = new HashMap<>();
    for (Door door : Doors.of(like, vendor)) {
      paths.put(door.name(), door.path() + "-" + number);
    }
    return new Source(
        like.id() + "-" + number,
        like.vendor(),
        sample.zone() == null ? like.zone() : sample.zone(),
        sample.region() == null ? like.region() : sample.region(),
        like.proofs(),
        paths,
        like.closedDoors(),
        like.rate(),
        like.intake(),
        sample.fields(),
        like.ownNumbers(),
        like.sharedPhones(),
        like.agents(),
        like.defaultLeadName(),
        like.recordings(),
        like.pull());
  }
}
