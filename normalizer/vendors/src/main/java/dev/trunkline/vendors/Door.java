package dev.trunkline.vendors;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one source's webhooks enter, with everything that the gateway needs to know and nothing
 * about what payloads mean.
 *
 * @param source id of the source
 * @param vendor id of the vendor
 * @param name of the door within the vendor ({@code call}, {@code lead})
 * @param path absolute, without a trailing slash; with a path secret one more segment follows it
 * @param methods HTTP methods that deliver, upper case
 * @param proofs all must pass
 * @param accepted the answer to a kept delivery
 * @param unproven status for a missing proof (401 unless the vendor's guide says otherwise)
 * @param forged status for a wrong proof (403 unless the vendor's guide says otherwise)
 * @param description what {@code GET} answers about the door, plain text for people; null where
 *     {@code GET} does not describe it
 * @param keepHeaders request headers that are kept with the delivery, lower case
 */
public record Door(
    String source,
    String vendor,
    String name,
    String path,
    Set<String> methods,
    List<Proof> proofs,
    Answer accepted,
    int unproven,
    int forged,
    @Nullable String description,
    Set<String> keepHeaders) {

  /** Copies the collections. */
  public Door {
    methods = Set.copyOf(methods);
    proofs = List.copyOf(proofs);
    keepHeaders = Set.copyOf(keepHeaders);
  }

  /**
   * What the vendor is told.
   *
   * @param status HTTP status
   * @param contentType of the body
   * @param body exact text, may be empty
   */
  public record Answer(int status, String contentType, String body) {}
}
