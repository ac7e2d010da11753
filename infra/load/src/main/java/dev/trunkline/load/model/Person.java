package dev.trunkline.load.model;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import dev.trunkline.canonical.EventKind;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One person.
 *
 * @param events the distinct live lead events about it, at least one
 */
record Person(List<Copy> events) {

  private static final NameBasedGenerator LEAD_IDS =
      Generators.nameBasedGenerator(UUID.fromString("b3f0a4de-52a1-5e0b-8d3c-1f6a7c9e2d50"));

  /** The earliest-received event, which gives the person its id. */
  Copy primary() {
    return events.stream()
        .min(Comparator.comparing(Copy::receivedAt).thenComparing(Copy::eventId))
        .orElseThrow();
  }

  String leadId() {
    return aliasOf(primary());
  }

  /** The id that the person would have if this were its earliest event. */
  static String aliasOf(Copy event) {
    return LEAD_IDS.generate(event.eventId()).toString();
  }

  /** All that is told of it, by everybody. */
  ObjectNode fold() {
    return Fold.of(EventKind.LEAD, events);
  }

  /** Its name as told, whole or in parts; null if nobody told any. */
  @Nullable String name() {
    ObjectNode row = fold();
    String whole = Fold.text(row, "full_name");
    if (whole != null) {
      return whole;
    }
    String parts =
        Stream.of("first_name", "last_name")
            .filter(row::hasNonNull)
            .map(part -> row.get(part).asString())
            .collect(Collectors.joining(" "));
    return parts.isEmpty() ? null : parts;
  }
}
