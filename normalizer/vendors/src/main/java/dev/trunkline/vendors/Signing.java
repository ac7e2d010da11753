package dev.trunkline.vendors;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a request carries its signature, and of what that is. Complete or refused: a time that is
 * not signed, or a URL that nobody said, would be a proof of nothing.
 *
 * @param header name, compared without case
 * @param element key of the signature where the header is a list like {@code t=1,v1=ab}; it may
 *     stand there several times; null: the header is the signature
 * @param encoding of the signature after the prefix
 * @param prefix what stands before it ({@code sha256=}), may be empty
 * @param prefixMayLack whether one without the prefix is right too
 * @param text what it is of
 * @param stamp where the time stands, and how old it may be; null: the scheme has none
 * @param idHeader header of the message's id; null: the scheme has none
 * @param publicUrl what the vendor posts to, without query, up to where the door's path begins;
 *     null: the URL is not signed
 * @param bodyHash parameter of the query that is the hex SHA-256 of a body that is no form; null:
 *     there is none
 */
public record Signing(
    String header,
    @Nullable String element,
    Proof.Encoding encoding,
    String prefix,
    boolean prefixMayLack,
    SignedText text,
    @Nullable Stamp stamp,
    @Nullable String idHeader,
    @Nullable String publicUrl,
    @Nullable String bodyHash) {

  /**
   * The time that a signature covers.
   *
   * @param header whose value it is; null: it is an element of the signature's header
   * @param element key of it in the signature's header; null: it has a header of its own
   * @param unit of the number since 1970
   * @param tolerance how far it may lie from our clock, in either direction; positive
   */
  public record Stamp(
      @Nullable String header, @Nullable String element, Unit unit, Duration tolerance) {

    /** What is usual (Standard Webhooks, Stripe, Telnyx). */
    public static final Duration USUAL_TOLERANCE = Duration.ofMinutes(5);

    /** Of a time. */
    public enum Unit {
      S,
      MS
    }

    /** Refuses what names no place or two. */
    public Stamp {
      if ((header == null) == (element == null)) {
        throw new IllegalArgumentException("timestamp names either a header or an element");
      }
      if (tolerance.isNegative() || tolerance.isZero()) {
        throw new IllegalArgumentException("tolerance must be positive");
      }
    }
  }

  /** Refuses what does not hang together, naming the key. */
  public Signing {
    Set<SignedText.Piece> pieces = text.pieces();
    agree("timestamp", stamp != null, pieces.contains(SignedText.Piece.T), "{t}");
    agree("id_header", idHeader != null, pieces.contains(SignedText.Piece.ID), "{id}");
    agree("public_url", publicUrl != null, pieces.contains(SignedText.Piece.URL), "{url}");
    if (publicUrl != null && !isBase(publicUrl)) {
      throw new IllegalArgumentException("public_url must be like https://hooks.example.com");
    }
    if (stamp != null && stamp.element() != null && element == null) {
      throw new IllegalArgumentException("timestamp names an element of a header that has none");
    }
    if (bodyHash != null && publicUrl == null) {
      throw new IllegalArgumentException("body_hash stands in a URL that is not signed");
    }
  }

  /** A header that is the signature of the body alone. */
  public static Signing ofBody(String header, Proof.Encoding encoding, String prefix) {
    return new Signing(
        header, null, encoding, prefix, false, SignedText.BODY, null, null, null, null);
  }

  private static void agree(String key, boolean said, boolean signed, String place) {
    if (said && !signed) {
      throw new IllegalArgumentException(key + " is said, and signs has no " + place);
    }
    if (signed && !said) {
      throw new IllegalArgumentException("signs has " + place + ", and " + key + " is missing");
    }
  }

  private static boolean isBase(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && !url.endsWith("/");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
