package dev.trunkline.vendors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is to be in force: the built-in vendors, those of a mounted directory, which win, and
 * the sources. Looks when it is asked to; what changed is taken when two looks saw the same. Not
 * thread-safe.
 */
public final class DefinitionLoader {

  private static final String SOURCES = "sources";

  private final Vendors builtIn;
  private final @Nullable VendorFolders folders;
  private final SourcesOrigin origin;
  private final Consumer<Definitions> doorCheck;

  /** The newest sources, and those that were accepted last. */
  private Function<Vendors, Sources> newest = vendors -> new Sources(List.of(), List.of());

  private Function<Vendors, Sources> accepted = newest;

  /** Definitions from folders that are in force, by vendor. */
  private SortedMap<String, VendorDefinition> mounted = new TreeMap<>();

  private boolean sourcesRefused;
  private @Nullable Loaded loaded;

  /**
   * A loader; reads nothing yet.
   *
   * @param directory of further vendors' folders, or null
   * @param doorCheck throws {@link IllegalArgumentException} where their doors cannot be open
   *     together
   */
  public DefinitionLoader(
      Vendors builtIn,
      @Nullable Path directory,
      SourcesOrigin origin,
      Consumer<Definitions> doorCheck) {
    this.builtIn = builtIn;
    this.folders = directory == null ? null : new VendorFolders(new VendorDirectory(directory));
    this.origin = origin;
    this.doorCheck = doorCheck;
  }

  /**
   * What is to be in force at the start: everything as it lies. A folder that is refused does not
   * prevent it.
   *
   * @throws Refused if the sources cannot be read, or name a vendor without a usable definition
   * @throws UncheckedIOException if the directory or the sources cannot be read
   */
  public Loaded start() {
    try {
      if (folders != null) {
        folders.take();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    newest = origin.take();
    accepted = newest;
    try {
      loaded = settle();
    } catch (Refused e) {
      StringBuilder reason = new StringBuilder(String.valueOf(e.getMessage()));
      refusals(new TreeMap<>())
          .forEach(
              (what, why) -> reason.append("; ").append(what).append(" refused: ").append(why));
      throw new Refused(reason.toString());
    }
    return loaded;
  }

  /**
   * Looks once more.
   *
   * @throws IllegalStateException if it was not started
   */
  public Loaded look() {
    Loaded before = loaded;
    if (before == null) {
      throw new IllegalStateException("the loader was not started");
    }
    String refusal = origin.refusal();
    boolean changed = folders != null && folders.look();
    Function<Vendors, Sources> other = origin.look();
    if (other != null) {
      newest = other;
    }
    if (changed || other != null || !Objects.equals(refusal, origin.refusal()) || mended()) {
      loaded = settle();
      return loaded;
    }
    return before;
  }

  /** Whether refused sources can be read by now: what they lacked may be a secret's file. */
  private boolean mended() {
    if (!sourcesRefused) {
      return false;
    }
    try {
      var unused = newest.apply(builtIn.with(Vendors.of(mounted.values())));
      return true;
    } catch (Refused e) {
      return false;
    }
  }

  /** Finds what fits together: everything at once, or else piece by piece, leaving the misfits. */
  private Loaded settle() {
    SortedMap<String, VendorDefinition> wanted = folders == null ? new TreeMap<>() : folders.good();
    SortedMap<String, String> refused = new TreeMap<>();
    Set<String> gone = new TreeSet<>();
    for (Map.Entry<String, VendorDefinition> before : mounted.entrySet()) {
      // What only its folder gave must not go while a source uses it: its door would close.
      if (!wanted.containsKey(before.getKey()) && builtIn.find(before.getKey()) == null) {
        wanted.put(before.getKey(), before.getValue());
        gone.add(before.getKey());
      }
    }
    Definitions fit;
    try {
      // A folder and the sources may change hand in hand: neither would fit without the other.
      fit = fit(wanted, newest);
      mounted = wanted;
      accepted = newest;
    } catch (Refused e) {
      fit = pieceByPiece(wanted, refused, e);
    }
    sourcesRefused = refused.containsKey(SOURCES);
    return new Loaded(released(fit, gone, refused), refusals(refused));
  }

  private Definitions pieceByPiece(
      SortedMap<String, VendorDefinition> wanted, SortedMap<String, String> refused, Refused why) {
    Definitions fit;
    try {
      fit = loaded == null ? least(wanted, why) : fit(mounted, accepted);
    } catch (Refused e) {
      if (loaded == null) {
        throw e;
      }
      // Only what lies outside can make so, a file with a secret that is gone.
      refused.put(SOURCES, String.valueOf(e.getMessage()));
      return loaded.definitions();
    }
    Set<String> names = new TreeSet<>(mounted.keySet());
    names.addAll(wanted.keySet());
    for (String name : names) {
      SortedMap<String, VendorDefinition> trial = new TreeMap<>(mounted);
      VendorDefinition other = wanted.get(name);
      if (other == null) {
        trial.remove(name);
      } else {
        trial.put(name, other);
      }
      try {
        fit = fit(trial, accepted);
        mounted = trial;
      } catch (Refused e) {
        refused.put("vendor " + name, "does not fit the sources: " + e.getMessage());
      }
    }
    if (!newest.equals(accepted)) {
      try {
        fit = fit(mounted, newest);
        accepted = newest;
      } catch (Refused e) {
        refused.put(SOURCES, String.valueOf(e.getMessage()));
      }
    }
    return fit;
  }

  /**
   * The least to start with: no folder at all, or, where the sources name them, the vendors that
   * only folders give.
   */
  private Definitions least(SortedMap<String, VendorDefinition> wanted, Refused why) {
    try {
      return fit(mounted, accepted);
    } catch (Refused e) {
      mounted = new TreeMap<>(wanted);
      mounted.keySet().removeIf(name -> builtIn.find(name) != null);
    }
    try {
      return fit(mounted, accepted);
    } catch (Refused e) {
      throw why;
    }
  }

  private Definitions fit(
      SortedMap<String, VendorDefinition> folders, Function<Vendors, Sources> sources) {
    Vendors vendors = builtIn.with(Vendors.of(folders.values()));
    Definitions fit = Definitions.of(vendors, sources.apply(vendors));
    try {
      doorCheck.accept(fit);
    } catch (IllegalArgumentException e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
    return fit;
  }

  /** Lets go of the definitions whose folder is gone and that no source uses. */
  private Definitions released(
      Definitions fit, Set<String> gone, SortedMap<String, String> refused) {
    Set<String> used = fit.sources().all().stream().map(Source::vendor).collect(Collectors.toSet());
    for (String name : gone) {
      if (used.contains(name)) {
        refused.put(
            "vendor " + name + " removal",
            "the folder is gone but a source uses it; its last good version stays in force while"
                + " everything runs");
      } else {
        mounted = new TreeMap<>(mounted);
        mounted.remove(name);
      }
    }
    return new Definitions(
        builtIn.with(Vendors.of(mounted.values())), fit.sources(), fit.translator());
  }

  private SortedMap<String, String> refusals(SortedMap<String, String> misfits) {
    SortedMap<String, String> all = new TreeMap<>(misfits);
    if (folders != null) {
      folders
          .refusals()
          .forEach((name, why) -> all.put(name.isEmpty() ? "vendors" : "vendor " + name, why));
    }
    String refusal = origin.refusal();
    if (refusal != null) {
      all.put(SOURCES, refusal);
    }
    return all;
  }
}
