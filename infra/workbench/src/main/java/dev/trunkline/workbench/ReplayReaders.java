package dev.trunkline.workbench;

import dev.trunkline.store.Chosen;
import dev.trunkline.store.Replays;
import dev.trunkline.vendors.ArchivedDefinition;
import dev.trunkline.vendors.ArchivedTranslators;
import dev.trunkline.vendors.DefinitionArchive;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.PinnedTranslators;
import dev.trunkline.vendors.Refused;
import dev.trunkline.vendors.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which definition reads each source of a replay: the one in force, or an archived one. A
 * pair that does not fit is refused: its manifests would take rows away.
 */
final class ReplayReaders {

  private final DefinitionArchive archive;
  private final Definitions inForce;

  /**
   * Readers by these.
   *
   * @param inForce of the running system
   */
  ReplayReaders(DefinitionArchive archive, Definitions inForce) {
    this.archive = archive;
    this.inForce = inForce;
  }

  /**
   * The {@code definition_hash} in force of each source that was chosen.
   *
   * @throws CommandFailure if a source is not configured, or is another vendor's by now
   */
  Map<String, String> inForce(Chosen chosen) {
    Map<String, String> readers = new TreeMap<>();
    for (Chosen.Group group : chosen.groups()) {
      Source source = inForce.sources().find(group.source());
      if (source == null) {
        throw new CommandFailure(
            ExitCode.REFUSED,
            "source "
                + group.source()
                + " is not configured, so nothing in force reads its deliveries; name the"
                + " definition with --mapping HASH");
      }
      refuseOtherVendor(group, source.vendor());
      readers.put(group.source(), inForce.hash(source));
    }
    return readers;
  }

  /**
   * Refuses a name that stands for nothing: a word that is mistyped must not look like a day
   * without deliveries.
   *
   * @throws CommandFailure if the source or vendor that nothing was chosen of is not configured
   */
  void refuseUnknown(@Nullable String source, @Nullable String vendor) {
    List<Source> sources = inForce.sources().all();
    if (source != null && inForce.sources().find(source) == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no source "
              + source
              + "; there are: "
              + sources.stream().map(Source::id).collect(Collectors.joining(", ")));
    }
    if (vendor != null && sources.stream().noneMatch(s -> s.vendor().equals(vendor))) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no source of vendor "
              + vendor
              + "; there are those of: "
              + sources.stream().map(Source::vendor).distinct().collect(Collectors.joining(", ")));
    }
  }

  /**
   * This archived definition, as what reads the one source that was chosen.
   *
   * @throws CommandFailure if the archive has none of this hash, it is another source's, or several
   *     sources were chosen
   */
  Map<String, String> archived(String hash, Chosen chosen, Replays.Look look) {
    ArchivedDefinition archived = read(hash);
    Set<String> sources = new TreeSet<>();
    for (Chosen.Group group : chosen.groups()) {
      sources.add(group.source());
      refuseOtherVendor(group, archived.source().vendor());
    }
    if (sources.size() > 1) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "--mapping reads one source, and the deliveries are of several: "
              + String.join(", ", sources)
              + "; replay each with its own");
    }
    Map<String, String> readers = new TreeMap<>();
    for (String source : sources) {
      if (!isOf(source, archived, hash, look)) {
        throw new CommandFailure(
            ExitCode.REFUSED,
            "definition "
                + hash
                + " is of source "
                + archived.source().id()
                + " and never read source "
                + source
                + "; name one that did, as definition_hash says on its events");
      }
      readers.put(source, hash);
    }
    return readers;
  }

  /**
   * Puts into the archive what is in force and not there yet, and makes sure that the lane can read
   * all of these.
   *
   * @throws CommandFailure if one cannot be read back
   */
  void keep(Set<String> hashes) {
    if (!hashes.stream().allMatch(this::isKept)) {
      archive.keep(inForce);
    }
    hashes.forEach(this::read);
  }

  /** What reads by exactly these: what is in force may not be in the archive yet. */
  PinnedTranslators translators() {
    ArchivedTranslators archived = new ArchivedTranslators(archive);
    return (hash, source) -> {
      Source configured = inForce.sources().find(source);
      return configured != null && inForce.hash(configured).equals(hash)
          ? inForce.translator()
          : archived.translator(hash, source);
    };
  }

  /** Whether the archive has a definition, as it was kept. */
  boolean isKept(String hash) {
    try {
      var unused = archive.read(hash);
      return true;
    } catch (Refused e) {
      return false;
    }
  }

  /** Sources of the same settings share a definition, which names only the first of them. */
  private boolean isOf(String source, ArchivedDefinition archived, String hash, Replays.Look look) {
    Source configured = inForce.sources().find(source);
    return archived.source().id().equals(source)
        || (configured != null && inForce.hash(configured).equals(hash))
        || look.wasReadBy(source, hash);
  }

  private ArchivedDefinition read(String hash) {
    try {
      return archive.read(hash);
    } catch (Refused e) {
      throw new CommandFailure(ExitCode.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  private static void refuseOtherVendor(Chosen.Group group, String vendor) {
    String sent = group.vendor();
    if (sent != null && !sent.equals(vendor)) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "deliveries of source %s came from vendor %s; a definition of vendor %s cannot read them; name one of its own with --mapping HASH"
              .formatted(group.source(), sent, vendor));
    }
  }
}
