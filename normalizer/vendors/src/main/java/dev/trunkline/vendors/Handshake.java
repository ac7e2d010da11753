package dev.trunkline.vendors;

import java.util.List;

/**
 * How a vendor asks whether a door is ours before it delivers. Answered, never kept. A fact, as
 * {@link Proof} is.
 */
public sealed interface Handshake {

  /**
   * A request without a body holds a header that is to be sent back (RingCentral).
   *
   * @param header name, compared without case
   */
  record EchoHeader(String header) implements Handshake {}

  /**
   * A {@code GET} holds a parameter whose value is to be the answer.
   *
   * @param parameter name, compared exactly
   */
  record Challenge(String parameter) implements Handshake {}

  /**
   * A {@code GET} holds {@code hub.mode=subscribe}, {@code hub.verify_token} and {@code
   * hub.challenge}, which is to be the answer if the token is ours (Meta).
   *
   * @param tokens at least one
   */
  record Subscription(List<Secret> tokens) implements Handshake {
    /** Copies the list and refuses an empty one. */
    public Subscription {
      tokens = List.copyOf(tokens);
      if (tokens.isEmpty()) {
        throw new IllegalArgumentException("a handshake of kind meta names no secret");
      }
    }
  }
}
