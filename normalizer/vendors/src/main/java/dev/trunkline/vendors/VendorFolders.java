package dev.trunkline.vendors;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a directory's folders say, each by itself: a bad one neither hides the others nor takes away
 * its own last good version. Not thread-safe.
 */
final class VendorFolders {

  private static final int MAX_FOLDERS = 200;

  private final VendorDirectory directory;
  private final SortedMap<String, Known> known = new TreeMap<>();
  private @Nullable String trouble;

  /** What is known of a folder. */
  private static final class Known {
    private Sight last = Sight.GONE;
    private Sight taken = Sight.GONE;
    private @Nullable VendorDefinition good;
    private @Nullable String refusal;
    private @Nullable String unreadable;
  }

  VendorFolders(VendorDirectory directory) {
    this.directory = directory;
  }

  /**
   * Takes every folder as it lies.
   *
   * @throws IOException if the directory cannot be listed
   */
  void take() throws IOException {
    look(directory.folders(), true);
  }

  /**
   * Looks once: a folder that changed is taken when it looks as it did at the look before.
   *
   * @return whether a folder or a refusal is another than before
   */
  boolean look() {
    String before = trouble;
    try {
      trouble = null;
      boolean changed = look(directory.folders(), false);
      return changed || !Objects.equals(before, trouble);
    } catch (IOException e) {
      // A mount that is away for a moment: what it gave stays.
      trouble = VendorDirectory.unreadable("the vendors' directory", e);
      return !trouble.equals(before);
    }
  }

  /** The last good version of each folder that is there. */
  SortedMap<String, VendorDefinition> good() {
    SortedMap<String, VendorDefinition> good = new TreeMap<>();
    known.forEach(
        (name, folder) -> {
          if (folder.good != null) {
            good.put(name, folder.good);
          }
        });
    return good;
  }

  /** Why folders are not taken as they lie now, by folder; by nothing for the directory itself. */
  SortedMap<String, String> refusals() {
    SortedMap<String, String> refusals = new TreeMap<>();
    if (trouble != null) {
      refusals.put("", trouble);
    }
    known.forEach(
        (name, folder) -> {
          String refusal = folder.unreadable == null ? folder.refusal : folder.unreadable;
          if (refusal != null) {
            refusals.put(name, refusal);
          }
        });
    return refusals;
  }

  private boolean look(List<String> listed, boolean atOnce) {
    boolean changed = false;
    SortedSet<String> names = new TreeSet<>(known.keySet());
    for (String name : listed) {
      // One that is known keeps its place: a crowd of new folders must not push it out.
      if (names.size() < MAX_FOLDERS) {
        names.add(name);
      } else if (!names.contains(name)) {
        trouble = "the vendors' directory: holds more than " + MAX_FOLDERS + " folders";
      }
    }
    long room = VendorDirectory.MAX_BYTES;
    for (String name : names) {
      Known folder = known.computeIfAbsent(name, unknown -> new Known());
      // In the order of names, so that the same folders are refused after the next start.
      Sight sight = directory.look(name, room);
      room -= sight.bytes();
      boolean settled = atOnce || sight.equals(folder.last);
      folder.last = sight;
      if (settled) {
        changed |= sight.equals(folder.taken) ? readable(folder) : take(name, folder, sight);
      }
    }
    known.values().removeIf(folder -> folder.last.isGone() && folder.taken.isGone());
    return changed;
  }

  private static boolean readable(Known folder) {
    boolean changed = folder.unreadable != null;
    folder.unreadable = null;
    return changed;
  }

  private boolean take(String name, Known folder, Sight sight) {
    VendorDefinition good = null;
    String refusal = sight.refusal();
    if (refusal == null && !sight.isGone()) {
      try {
        good = definition(directory.read(name, sight));
        if (!directory.look(name).equals(sight)) {
          return false; // written to while it was read
        }
      } catch (Refused e) {
        refusal = String.valueOf(e.getMessage());
      } catch (IOException e) {
        // Rights leave no trace in a sight: not taken, so that it is read again at the next look.
        String before = folder.unreadable;
        folder.unreadable = VendorDirectory.unreadable(name, e);
        return !folder.unreadable.equals(before);
      } catch (RuntimeException | StackOverflowError e) {
        // A fault of ours in reading one folder must not cost the others.
        refusal = name + ": cannot be read (" + e.getClass().getSimpleName() + ")";
      }
    }
    folder.taken = sight;
    folder.unreadable = null;
    folder.refusal = refusal;
    if (refusal == null) {
      folder.good = good;
    }
    return true;
  }

  private static VendorDefinition definition(Folder folder) {
    VendorDefinition definition = VendorDefinition.of(folder);
    if (definition.samples().isEmpty()) {
      // It would also be what a copy looks like that stalls before its last files.
      throw new Refused(folder.name() + "/samples: hold no story, so nothing vouches for it");
    }
    SampleCheck.refuseIfWrong(definition, false);
    return definition;
  }
}
