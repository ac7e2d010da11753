package dev.trunkline.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.trunkline.vendors.Rate;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Every bound of the gateway. What is met is answered or closed, never waited for.
 *
 * @param body largest body in bytes; more is 413
 * @param echo largest body in bytes that is sent back; more is 413
 * @param budget from sending a record to answering 503 for want of an acknowledgement
 * @param bodyTime from a request's headers to its last byte; more is 408
 * @param headTime from opening a connection to its first request's headers
 * @param idleTime between two requests of a connection, dribbled headers included
 * @param discardTime how long, after an answer, the rest of a body is read and thrown away, so that
 *     the caller reads its answer and no reset
 * @param discard how much of it
 * @param headers bytes of all headers; more is 431
 * @param requestLine bytes of the request line; more is 414
 * @param connections open at a time; for one more, the one that has rested longest is closed
 * @param inFlight bytes of bodies being read or sent; more is 503
 * @param failures proofs that may fail from one address; more is 429, of what fails only
 * @param addresses of which that is remembered
 */
record Limits(
    int body,
    int echo,
    Duration budget,
    Duration bodyTime,
    Duration headTime,
    Duration idleTime,
    Duration discardTime,
    long discard,
    int headers,
    int requestLine,
    int connections,
    long inFlight,
    Rate failures,
    int addresses) {

  /** Kafka has its budget, and after it the disk has as long again. */
  Limits withTimeForTheJournal() {
    return new Limits(
        body,
        echo,
        budget.multipliedBy(2),
        bodyTime,
        headTime,
        idleTime,
        discardTime,
        discard,
        headers,
        requestLine,
        connections,
        inFlight,
        failures,
        addresses);
  }

  /**
   * As many connections as the process may have files open, less what everything else needs: half
   * of them, or all but 4,000 where that is more, and 30,000 at most.
   */
  static int connections(long descriptors) {
    return Math.clamp(Math.max(descriptors - 4_000, descriptors / 2), 1, 30_000);
  }

  private static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : 20_000;
  }

  /** The house's limits round what is configured. */
  static Limits of(GatewaySettings settings) {
    return new Limits(
        Math.toIntExact(settings.maxBody().toBytes()),
        64 * 1024,
        settings.budget(),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(3),
        8L * 1024 * 1024,
        8 * 1024,
        4 * 1024,
        connections(descriptors()),
        // Below the producer's buffer, which also holds headers and half-filled batches.
        ProducerSettings.BUFFER_BYTES * 3 / 4,
        new Rate(60, Duration.ofMinutes(1)),
        20_000);
  }
}
