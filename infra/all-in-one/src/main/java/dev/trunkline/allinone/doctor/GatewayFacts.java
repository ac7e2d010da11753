package dev.trunkline.allinone.doctor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a gateway is found, from outside.
 *
 * @param took until it answered
 * @param health what the private port says of everything; null: that port is not known
 */
record GatewayFacts(String address, Duration took, @Nullable JsonNode health) {}
