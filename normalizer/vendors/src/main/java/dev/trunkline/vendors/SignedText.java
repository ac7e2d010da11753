package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a signature is of: pieces of a request with plain text between them, written like {@code
 * {id}.{t}.{body}}.
 *
 * @param parts in order, at least one
 */
public record SignedText(List<Part> parts) {

  /** Nothing but the body, byte for byte. */
  public static final SignedText BODY = new SignedText(List.of(Piece.BODY));

  /** What Standard Webhooks signs: id, time and body, dots between them. */
  public static final SignedText STANDARD = of("{id}.{t}.{body}");

  /** What stands in it. */
  public sealed interface Part {}

  /**
   * Plain text.
   *
   * @param text ASCII, not empty
   */
  public record Plain(String text) implements Part {
    /** Its bytes. */
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** A piece of the request. */
  public enum Piece implements Part {
    /** The body, byte for byte. */
    BODY,
    /** The time that the request names, as it names it. */
    T,
    /** The message's id that the request names. */
    ID,
    /** The public URL that the vendor posts to, with its query. */
    URL,
    /** Name and value of each field of a form, one behind the other, sorted by name. */
    FORM;

    /** As a definition writes it: {@code {body}}. */
    String written() {
      return "{" + name().toLowerCase(Locale.ROOT) + "}";
    }
  }

  /** Copies the list. */
  public SignedText {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a text with places.
   *
   * @throws IllegalArgumentException if it has a place that there is not, or none for the body
   */
  public static SignedText of(String written) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < written.length()) {
      int open = written.indexOf('{', at);
      int next = open < 0 ? written.length() : open;
      if (next > at) {
        parts.add(new Plain(written.substring(at, next)));
      }
      if (open < 0) {
        break;
      }
      Piece piece = piece(written, open);
      parts.add(piece);
      at = open + piece.written().length();
    }
    SignedText text = new SignedText(parts);
    Set<Piece> pieces = text.pieces();
    if (!pieces.contains(Piece.BODY) && !pieces.contains(Piece.FORM)) {
      throw new IllegalArgumentException(
          "must hold {body} or {form}: else anybody's body would do");
    }
    return text;
  }

  /** The pieces that stand in it. */
  public Set<Piece> pieces() {
    Set<Piece> pieces = EnumSet.noneOf(Piece.class);
    for (Part part : parts) {
      if (part instanceof Piece piece) {
        pieces.add(piece);
      }
    }
    return pieces;
  }

  /** As a definition writes it. */
  public String written() {
    StringBuilder written = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Plain plain -> written.append(plain.text());
        case Piece piece -> written.append(piece.written());
      }
    }
    return written.toString();
  }

  private static Piece piece(String written, int open) {
    for (Piece piece : Piece.values()) {
      if (written.startsWith(piece.written(), open)) {
        return piece;
      }
    }
    throw new IllegalArgumentException("may hold {body}, {t}, {id}, {url} and {form}");
  }
}
