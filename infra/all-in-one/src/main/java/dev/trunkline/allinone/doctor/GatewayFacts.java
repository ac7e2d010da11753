package dev.trunkline.allinone.doctor;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * How a gateway is found, from outside.
 *
 * @param took until it answered
 * @param health what the private port says of everything; null: that port is not known
 * @param now when it said so
 */
record GatewayFacts(String address, Duration took, @Nullable JsonNode health, Instant now) {

  /** What the gateway says of itself; missing where nothing is known. */
  JsonNode gateway() {
    return health == null
        ? MissingNode.getInstance()
        : health.path("components").path("gateway").path("details");
  }
}
