package dev.trunkline.vendors;

import java.util.ArrayList;
import java.util.List;

/** Where sources' webhooks enter. */
public final class Doors {

  private Doors() {}

  /** The doors of a source, in the order of its vendor's definition. */
  public static List<Door> of(Source source, VendorDefinition definition) {
    List<Door> doors = new ArrayList<>();
    definition
        .spec()
        .doors()
        .forEach((name, door) -> doors.add(door(source, definition, name, door)));
    return doors;
  }

  private static Door door(
      Source source, VendorDefinition definition, String name, Spec.DoorSpec door) {
    String path = source.paths().getOrDefault(name, door.path());
    boolean secretInPath =
        source.proofs().stream().anyMatch(proof -> proof instanceof Proof.PathSecret);
    return new Door(
        source.id(),
        definition.vendor(),
        name,
        path,
        door.methods(),
        source.proofs(),
        door.accepted(),
        door.unproven(),
        door.forged(),
        door.describe() == null
            ? null
            : door.describe().replace("{path}", secretInPath ? path + "/<secret>" : path),
        door.keepHeaders());
  }
}
