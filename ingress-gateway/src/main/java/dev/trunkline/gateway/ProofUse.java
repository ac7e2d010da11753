package dev.trunkline.gateway;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the secrets of a door's proof were used, for a health page. Never a secret's value.
 *
 * @param source id of the source
 * @param door name within the vendor
 * @param kind {@code hmac}, {@code header-secret}, …
 * @param secrets those that it goes by, in their order
 */
public record ProofUse(String source, String door, String kind, List<SecretUse> secrets) {

  /** Copies the list. */
  public ProofUse {
    secrets = List.copyOf(secrets);
  }

  /**
   * How one of them was used.
   *
   * @param name what may be shown of it
   * @param notBefore the first instant at which it proves something; null: it always did
   * @param notAfter the last one; null: no end is known
   * @param watchedSince from when on its use was seen: the gateway's start, or when it was added
   * @param lastProven when it last proved something since then; null: never
   */
  public record SecretUse(
      String name,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter,
      Instant watchedSince,
      @Nullable Instant lastProven) {}
}
