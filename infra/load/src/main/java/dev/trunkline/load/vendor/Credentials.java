package dev.trunkline.load.vendor;

import java.util.Set;

/**
 * What the fake vendors want to be shown; none opens anything else. Convoso's is {@link
 * Settings#token()}.
 *
 * @param knowlarityKey header {@code x-api-key}: the application's
 * @param knowlarityAuthorization header {@code authorization}: the SR key
 * @param onecomKey parameter {@code key}
 * @param onecomTenant parameter {@code tenant}, no secret
 * @param knowrithmKey header {@code X-API-Key}
 * @param knowrithmSecret header {@code X-API-Secret}
 */
public record Credentials(
    String knowlarityKey,
    String knowlarityAuthorization,
    String onecomKey,
    String onecomTenant,
    String knowrithmKey,
    String knowrithmSecret) {

  /** Visibly no secrets. */
  public static Credentials usual() {
    return new Credentials(
        "knowlarity-key-of-the-fake",
        "knowlarity-authorization-of-the-fake",
        "onecom-key-of-the-fake",
        "acme",
        "knowrithm-key-of-the-fake",
        "knowrithm-secret-of-the-fake");
  }

  Set<String> ofKnowlarity() {
    return Set.of(knowlarityKey, knowlarityAuthorization);
  }

  Set<String> ofOneCom() {
    return Set.of(onecomKey);
  }

  Set<String> ofKnowrithm() {
    return Set.of(knowrithmKey, knowrithmSecret);
  }

  @Override
  public String toString() {
    return "Credentials[of the fake vendors]";
  }
}
