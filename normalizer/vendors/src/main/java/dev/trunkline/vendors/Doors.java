package dev.trunkline.vendors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where sources' webhooks enter. */
public final class Doors {

  private Doors() {}

  /** The doors that a source opens, in the order of its vendor's definition. */
  public static List<Door> of(Source source, VendorDefinition definition) {
    List<Door> doors = new ArrayList<>();
    definition
        .spec()
        .doors()
        .forEach(
            (name, door) -> {
              if (!source.closedDoors().contains(name)) {
                doors.add(door(source, definition, name, door));
              }
            });
    return doors;
  }

  private static Door door(
      Source source, VendorDefinition definition, String name, Spec.DoorSpec door) {
    String path = source.paths().getOrDefault(name, door.path());
    boolean secretInPath =
        source.proofs().stream()
            .flatMap(proof -> proof.parts().stream())
            .anyMatch(Proof.PathSecret.class::isInstance);
    return new Door(
        source.id(),
        definition.vendor(),
        name,
        path,
        door.methods(),
        door.echo() ? List.of(new Proof.None()) : source.proofs(),
        door.answers(),
        terms(source, definition.spec(), door),
        door.echo(),
        door.describe() == null
            ? null
            : door.describe().replace("{path}", secretInPath ? path + "/<secret>" : path),
        door.keepHeaders());
  }

  private static Door.Terms terms(Source source, Spec spec, Spec.DoorSpec door) {
    if (door.echo()) {
      return Door.Terms.NONE;
    }
    return new Door.Terms(
        source.rate() == null ? door.rate() : source.rate(),
        door.requires().isEmpty() ? null : Requirement.of(door.requires(), spec, source.fields()),
        getNeeds(source.fields(), spec, door.getNeeds()),
        source.intake());
  }

  private static @Nullable QueryKeys getNeeds(
      Map<String, List<String>> renames, Spec spec, @Nullable String field) {
    return field == null
        ? null
        : QueryKeys.of(
            Stream.concat(
                    renames.getOrDefault(field, List.of()).stream(),
                    spec.fields().getOrDefault(field, List.of()).stream())
                .toList());
  }
}
