package dev.trunkline.vendors;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The operators' doors of all sources together. They lie where the vendor's guide says, so of one
 * vendor's sources one can have them: a source that cannot be asked gives way to whatever else lies
 * there, and only of two that can be asked one must close them.
 */
final class SyncDoors {

  private SyncDoors() {}

  /** The doors, in the sources' order; where two share a path, the sources do not fit together. */
  static List<SyncDoor> of(Collection<Source> sources, Vendors vendors) {
    Set<String> webhooks = new HashSet<>();
    List<SyncDoor> wanted = new ArrayList<>();
    for (Source source : sources) {
      VendorDefinition definition = vendors.get(source.vendor());
      Doors.of(source, definition).forEach(door -> webhooks.add(door.path()));
      wanted.addAll(wanted(source, definition));
    }
    Set<String> held = new HashSet<>(webhooks);
    wanted.stream().filter(SyncDoors::canAsk).forEach(door -> held.add(door.path()));
    return wanted.stream()
        .filter(door -> canAsk(door) || (!lieAbove(webhooks, door) && held.add(door.path())))
        .toList();
  }

  private static List<SyncDoor> wanted(Source source, VendorDefinition definition) {
    Pulls pulls = Pulls.of(source, definition);
    if (pulls == null || !source.pull().sync()) {
      return List.of();
    }
    String unavailable = pulls.unavailable();
    return pulls.syncDoors().entrySet().stream()
        .map(
            door ->
                new SyncDoor(
                    source.id(), door.getKey(), door.getValue(), pulls.zone(), unavailable))
        .toList();
  }

  private static boolean canAsk(SyncDoor door) {
    return door.unavailable() == null;
  }

  /** A webhook's path may go on with a secret. */
  private static boolean lieAbove(Set<String> webhooks, SyncDoor door) {
    return webhooks.contains(door.path().substring(0, door.path().lastIndexOf('/')));
  }
}
