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
 * @param answers what callers are told
 * @param terms what else is asked of a request
 * @param echo whether the door only sends bodies back and delivers nothing
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
    Answers answers,
    Terms terms,
    boolean echo,
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
   * @param body exact text, may be empty; null, in a refusal only: the vendor documents none
   */
  public record Answer(int status, String contentType, @Nullable String body) {

    /** A status alone: the rest is the gateway's own. */
    public static Answer status(int status) {
      return new Answer(status, "", null);
    }
  }

  /**
   * What a door asks of a request beside its proof.
   *
   * @param rate of deliveries; doors of a source with the same rate share it; null: any
   * @param requirement what a delivery must say; null: anything, and nobody looks into it
   * @param getNeeds what a {@code GET} must name in its query to be a delivery; null: every method
   *     of the door delivers
   * @param intake how a request may come
   */
  public record Terms(
      @Nullable Rate rate,
      @Nullable Requirement requirement,
      @Nullable QueryKeys getNeeds,
      Intake intake) {

    /** Nothing but the proof. */
    public static final Terms NONE = new Terms(null, null, null, Intake.PLAIN);
  }
}
