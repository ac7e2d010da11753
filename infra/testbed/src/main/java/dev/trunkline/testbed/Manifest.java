package dev.trunkline.testbed;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A record of {@code fates.v1}, as far as promise P3 speaks of it. */
record Manifest(String deliveryId, @Nullable String replayId, List<Element> elements) {

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** What became of one element of the delivery. */
  record Element(int index, String fate, @Nullable String reason, @Nullable List<String> eventIds) {
    List<String> events() {
      return eventIds == null ? List.of() : eventIds;
    }
  }

  static Manifest of(byte[] json) {
    return JSON.readValue(json, Manifest.class);
  }

  Processing processing() {
    return new Processing(deliveryId, replayId);
  }
}
