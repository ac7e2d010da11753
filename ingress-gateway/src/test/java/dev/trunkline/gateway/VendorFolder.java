package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Doors as a vendor's folder and a sources file say them, the way they come to be in production.
 */
final class VendorFolder {

  private VendorFolder() {}

  /**
   * The doors of all sources.
   *
   * @param yaml the vendor.yaml without its vendor line
   * @param sources the sources file; {@code VENDOR} stands for the vendor
   */
  static List<Door> doors(Path directory, String vendor, String yaml, String sources)
      throws IOException {
    Path folder = Files.createDirectories(directory.resolve(vendor));
    Files.writeString(folder.resolve("vendor.yaml"), "vendor: " + vendor + "\n" + yaml, UTF_8);
    Files.writeString(folder.resolve("mapping.jsonata"), "{'event_type': 'lead.created'}", UTF_8);
    Vendors vendors = Vendors.load(directory);
    String file = sources.replace("VENDOR", vendor);
    return Sources.read(new StringReader(file), vendors, name -> null).doors(vendors);
  }
}
