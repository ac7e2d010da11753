package dev.trunkline.vendors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a vendor's folder does what its samples say.
 *
 * @param vendor its id; for a folder that is refused, the folder's name
 * @param refused why it does not load, naming file and cause; null where it loads
 * @param stories its samples, in order
 * @param coverage what they exercise; null where the folder does not load
 */
public record Verification(
    String vendor, @Nullable String refused, List<Story> stories, @Nullable Coverage coverage) {

  /** Copies the list. */
  public Verification {
    stories = List.copyOf(stories);
  }

  /**
   * How one sample came out.
   *
   * @param sample its name
   * @param differences one sentence each; empty if it comes out as it says
   */
  public record Story(String sample, List<String> differences) {}

  /** Whether it loads and every sample comes out as it says. */
  public boolean holds() {
    return refused == null && stories.stream().allMatch(story -> story.differences().isEmpty());
  }

  /** How many samples come out as they say. */
  public long held() {
    return stories.stream().filter(story -> story.differences().isEmpty()).count();
  }

  /** Verifies a definition that was loaded. */
  public static Verification of(VendorDefinition definition) {
    List<Story> stories = new ArrayList<>();
    try {
      for (Sample sample : definition.samples()) {
        stories.add(new Story(sample.name(), SampleCheck.differences(sample, definition)));
      }
      return new Verification(definition.vendor(), null, stories, Coverage.of(definition));
    } catch (Refused e) {
      return new Verification(definition.vendor(), e.getMessage(), List.of(), null);
    }
  }

  /**
   * Verifies a folder; one that does not load is a finding, not a failure.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static Verification of(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    String name = String.valueOf(absolute.getFileName());
    Path parent = absolute.getParent();
    try {
      return of(
          VendorDefinition.of(
              new VendorDirectory(parent == null ? absolute : parent).folder(name)));
    } catch (Refused e) {
      return new Verification(name, e.getMessage(), List.of(), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
