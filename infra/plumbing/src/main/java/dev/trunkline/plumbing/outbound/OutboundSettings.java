package dev.trunkline.plumbing.outbound;

import java.time.Duration;

/**
 * What an operator may say about requests to vendors.
 *
 * @param allowed addresses that are allowed although they are not public
 * @param breakerWindow over how many of a key's last requests failures are counted; from half of
 *     them on, half failed opens the breaker
 * @param breakerOpen how long an open breaker leaves a vendor alone
 */
public record OutboundSettings(AllowedAddresses allowed, int breakerWindow, Duration breakerOpen) {

  /** Public addresses only, 20 requests, one minute. */
  public static final OutboundSettings DEFAULT =
      new OutboundSettings(AllowedAddresses.NONE, 20, Duration.ofMinutes(1));

  /** Refuses what is no window or no time. */
  public OutboundSettings {
    if (breakerWindow < 2 || !breakerOpen.isPositive()) {
      throw new IllegalArgumentException(
          "breaker_window is less than 2 or breaker_open is not positive");
    }
  }

  /** The same with these addresses. */
  public OutboundSettings allowing(AllowedAddresses allowed) {
    return new OutboundSettings(allowed, breakerWindow, breakerOpen);
  }
}
