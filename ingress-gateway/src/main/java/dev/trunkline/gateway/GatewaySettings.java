package dev.trunkline.gateway;

import dev.trunkline.canonical.Topic;
import dev.trunkline.vendors.AddressBlocks;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What can be set about the gateway.
 *
 * @param host address to listen on; {@code 127.0.0.1} by default: being reachable is a decision
 * @param port to listen on, 0 for any free one
 * @param maxBody largest body that is taken; at most 64 KiB less than a topic's largest record
 * @param budget how long an answer waits for Kafka, 100 ms to 10 s
 * @param trustedProxies addresses and blocks of proxies whose {@code X-Forwarded-For} is believed;
 *     none by default
 * @param sslBundle name of the bundle under {@code spring.ssl.bundle} that holds certificate and
 *     key; null: plain HTTP
 */
@ConfigurationProperties("trunkline.gateway")
public record GatewaySettings(
    @DefaultValue("127.0.0.1") String host,
    @DefaultValue("8080") int port,
    @DefaultValue("1MB") DataSize maxBody,
    @DefaultValue("2s") Duration budget,
    @DefaultValue List<String> trustedProxies,
    @Nullable String sslBundle) {

  private static final long HEADER_ROOM = 64 * 1024;

  /** Refuses what cannot work, naming the property. */
  public GatewaySettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("trunkline.gateway.host is empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("trunkline.gateway.port is no port: " + port);
    }
    long largest = Topic.MAX_MESSAGE_BYTES - HEADER_ROOM;
    if (maxBody.toBytes() < 1 || maxBody.toBytes() > largest) {
      throw new IllegalArgumentException(
          "trunkline.gateway.max-body is not from 1 to " + largest + " bytes: " + maxBody);
    }
    if (budget.compareTo(Duration.ofMillis(100)) < 0
        || budget.compareTo(Duration.ofSeconds(10)) > 0) {
      throw new IllegalArgumentException(
          "trunkline.gateway.budget is not from 100 ms to 10 s: " + budget);
    }
    trustedProxies = List.copyOf(trustedProxies);
    try {
      var unused = AddressBlocks.of(trustedProxies);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("trunkline.gateway.trusted-proxies: " + e.getMessage(), e);
    }
    if (sslBundle != null && sslBundle.isBlank()) {
      throw new IllegalArgumentException("trunkline.gateway.ssl-bundle is empty");
    }
  }

  /** The defaults. */
  public static GatewaySettings defaults() {
    return new GatewaySettings(
        "127.0.0.1", 8080, DataSize.ofMegabytes(1), Duration.ofSeconds(2), List.of(), null);
  }

  /** The proxies whose word about their callers is believed. */
  AddressBlocks proxies() {
    return AddressBlocks.of(trustedProxies);
  }
}
