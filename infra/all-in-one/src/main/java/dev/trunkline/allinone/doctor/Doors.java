package dev.trunkline.allinone.doctor;

import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.SourcesCheck;
import dev.trunkline.vendors.Vendors;
import dev.trunkline.workbench.KnownSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The doors of a system, as its sources say them now.
 *
 * @param problems what a start would refuse, variables above all that are not set here
 */
record Doors(List<Door> all, List<String> problems) {

  /** Reads them; a variable that is not set here hinders nothing but its own secret. */
  static Doors of(KnownSystem system) {
    Path sources = system.sources();
    if (sources == null) {
      Definitions demo = system.definitions();
      return new Doors(demo.doors(), List.of());
    }
    Path folders = system.vendors();
    Vendors vendors =
        folders == null || !Files.isDirectory(folders)
            ? Vendors.builtIn()
            : Vendors.builtIn().with(Vendors.unverified(folders));
    SourcesCheck check = SourcesCheck.of(sources, vendors, System::getenv);
    return new Doors(
        check.sources().stream().flatMap(checked -> checked.doors().stream()).toList(),
        check.problems());
  }
}
