package dev.trunkline.vendors;

import java.util.List;
import java.util.stream.Stream;

/**
 * How much of a definition its samples exercise. What no sample exercises may be wrong without
 * anybody noticing.
 *
 * @param aliases vendors' names of fields, {@code from: realsrc}
 * @param words vendors' words in their plain form, {@code status: noanswer}
 * @param doors names of doors
 * @param splits places of elements
 * @param eventTypes event types that the mapping or a table of words names
 */
public record Coverage(Part aliases, Part words, Part doors, Part splits, Part eventTypes) {

  /**
   * One kind of thing.
   *
   * @param all how many there are
   * @param missed those that no sample exercises
   */
  public record Part(int all, List<String> missed) {
    /** Copies the list. */
    public Part {
      missed = List.copyOf(missed);
    }
  }

  /** What a definition's own samples exercise of it. */
  public static Coverage of(VendorDefinition definition) {
    Exercise exercise = new Exercise(definition);
    definition.samples().forEach(exercise::tell);
    return exercise.coverage();
  }

  /** What no sample exercises, each with its place in the definition. */
  public List<String> gaps() {
    return Stream.of(
            named("fields", aliases),
            named("words", words),
            named("doors", doors),
            named("split", splits),
            named("event type", eventTypes))
        .flatMap(gaps -> gaps)
        .toList();
  }

  private static Stream<String> named(String kind, Part part) {
    return part.missed().stream().map(missed -> kind + ": " + missed);
  }
}
