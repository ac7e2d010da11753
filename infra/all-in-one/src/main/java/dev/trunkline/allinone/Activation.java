package dev.trunkline.allinone;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.SyncDoor;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Puts definitions in force in the one order that loses nothing: what explains an event is kept
 * before the event is made, and a delivery is taken only where it can be kept and read. So what
 * comes is read before its door opens, and what goes is read until its door is closed. Done again
 * after a failure, it goes on where it was. Not thread-safe.
 */
final class Activation {

  private final Consumer<Definitions> archive;
  private final Consumer<Collection<Topic>> topics;
  private final Consumer<Definitions> tables;
  private final InForce inForce;
  private final BiConsumer<Collection<Door>, Collection<SyncDoor>> doors;
  private final Set<String> made = new HashSet<>();

  /**
   * An activation by these steps, in their order; each throws where its infrastructure is away.
   *
   * @param archive keeps definitions
   * @param topics makes topics exist
   * @param tables makes the tables go by what the sources say of numbers, agents and names
   * @param inForce what the normalizer goes by; topics of the present definitions exist
   * @param doors opens these doors, and these operators' doors, instead of the present ones
   */
  Activation(
      Consumer<Definitions> archive,
      Consumer<Collection<Topic>> topics,
      Consumer<Definitions> tables,
      InForce inForce,
      BiConsumer<Collection<Door>, Collection<SyncDoor>> doors) {
    this.archive = archive;
    this.topics = topics;
    this.tables = tables;
    this.inForce = inForce;
    this.doors = doors;
    this.made.addAll(vendors(inForce.get()));
  }

  /** Puts these in force instead of the present ones. */
  void activate(Definitions next) {
    archive.accept(next);
    List<String> missing =
        vendors(next).stream().filter(vendor -> !made.contains(vendor)).sorted().toList();
    if (!missing.isEmpty()) {
      topics.accept(missing.stream().map(Topics::raw).toList());
      made.addAll(missing);
    }
    // The last step that may have to wait, and before any event is made that they guard.
    tables.accept(next);
    closeWhatGoes(inForce.get(), next);
    inForce.set(next);
    doors.accept(next.doors(), next.syncDoors());
  }

  private void closeWhatGoes(Definitions from, Definitions to) {
    List<Door> present = from.doors();
    Set<String> paths = new HashSet<>();
    to.doors().forEach(door -> paths.add(door.path()));
    // By path, not by source: where another takes a path over, a 404 in between loses what comes,
    // while what the old door takes meanwhile is at worst a dead letter with all its bytes.
    List<Door> staying = present.stream().filter(door -> paths.contains(door.path())).toList();
    if (staying.size() < present.size()) {
      doors.accept(staying, from.syncDoors());
    }
  }

  private static Set<String> vendors(Definitions definitions) {
    Set<String> vendors = new HashSet<>();
    for (Source source : definitions.sources().all()) {
      vendors.add(source.vendor());
    }
    return vendors;
  }
}
