package dev.trunkline.workbench;

import dev.trunkline.vendors.Refused;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.VendorDefinition;
import dev.trunkline.vendors.Vendors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Vendors for commands that start nothing and read no secret. */
final class VendorOptions {

  @Option(
      names = "--vendors",
      paramLabel = "DIR",
      description = "folders of further vendors, or of these read otherwise")
  @Nullable Path folders;

  /** The built-in vendors and those of the folder, which win; their samples are not run. */
  Vendors vendors() {
    Path directory = folders;
    if (directory == null) {
      return Vendors.builtIn();
    }
    refuseUnlessFolder(directory);
    return accepted(() -> Vendors.builtIn().with(Vendors.unverified(directory)));
  }

  /** One vendor of these. */
  static VendorDefinition vendor(Vendors vendors, String id) {
    VendorDefinition vendor = vendors.find(id);
    if (vendor == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no vendor "
              + id
              + "; there are: "
              + vendors.all().stream()
                  .map(VendorDefinition::vendor)
                  .collect(Collectors.joining(", ")));
    }
    return vendor;
  }

  /**
   * One source of a file, or of the demo's.
   *
   * @param file null for the demo sources
   */
  static Source source(Vendors vendors, @Nullable Path file, String id) {
    Sources sources =
        file == null
            ? Sources.demo(vendors)
            : accepted(() -> Sources.withoutSecrets(readable(file), vendors));
    return source(sources, id);
  }

  /** One of these sources. */
  static Source source(Sources sources, String id) {
    Source source = sources.find(id);
    if (source == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no source "
              + id
              + "; there are: "
              + sources.all().stream().map(Source::id).collect(Collectors.joining(", ")));
    }
    return source;
  }

  /**
   * The name of a door that delivers.
   *
   * @param wanted null: the vendor's first one
   */
  static String door(VendorDefinition vendor, @Nullable String wanted) {
    if (wanted == null) {
      return vendor.doorNames().get(0);
    }
    if (!vendor.doorNames().contains(wanted)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no door " + wanted + "; there are: " + String.join(", ", vendor.doorNames()));
    }
    return wanted;
  }

  /** The file, which must be one that can be read. */
  static Path readable(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no file that can be read: " + file + "; name one that is there, and that you may read");
    }
    return file;
  }

  /** Refuses what is no directory. */
  static void refuseUnlessFolder(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no such folder: " + directory + "; name one that holds a folder for each vendor");
    }
  }

  /** What is configured; a refusal of it is a wrong call. */
  static <T> T accepted(Supplier<T> configured) {
    try {
      return configured.get();
    } catch (Refused e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
