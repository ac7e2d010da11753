package dev.trunkline.load;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Doors;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Translator;
import dev.trunkline.vendors.Vendors;
import java.util.ArrayList;
import java.util.List;

/** Every sample of every configured vendor, each at the door of a source that it fits. */
public record Repertoire(List<Story> stories) {

  /** Copies the list. */
  public Repertoire {
    stories = List.copyOf(stories);
  }

  /** The samples of these sources' vendors, in the order of the sources and names. */
  public static Repertoire of(Vendors vendors, Sources sources) {
    Translator translator = Translator.of(vendors, sources.all());
    List<Story> stories = new ArrayList<>();
    for (Source source : sources.all()) {
      List<Door> doors = Doors.of(source, vendors.get(source.vendor()));
      for (Sample sample : vendors.get(source.vendor()).samples()) {
        if (DemoSources.fits(sample, source) && firstThatFits(sources, sample).equals(source)) {
          doors.stream()
              .filter(door -> door.name().equals(sample.door()))
              .forEach(door -> stories.add(Story.of(door, sample, source, translator)));
        }
      }
    }
    return new Repertoire(stories);
  }

  private static Source firstThatFits(Sources sources, Sample sample) {
    return sources.all().stream()
        .filter(s -> DemoSources.fits(sample, s))
        .findFirst()
        .orElseThrow();
  }
}
