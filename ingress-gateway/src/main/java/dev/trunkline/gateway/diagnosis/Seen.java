package dev.trunkline.gateway.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A signature that a refused request carried. Of one by a shared key the digest alone is kept:
 * enough to recognise what would have made it, and nothing that could be sent again.
 *
 * @param header lower case
 * @param prefix what stood before it: {@code sha256=}, {@code v1,}; may be empty
 * @param form how it was written
 * @param bytes of it
 * @param digest hex SHA-256 of its bytes
 * @param signature itself, hex; only where it can be checked with a public key, which nobody can
 *     sign with; else null
 */
public record Seen(
    String header, String prefix, Form form, int bytes, String digest, @Nullable String signature) {

  /** More than any vendor sends while it changes its keys. */
  private static final int MOST = 8;

  private static final int LONGEST = 1024;

  /** What stands before a signature: a word, and what ends it. */
  private static final Pattern PREFIXED = Pattern.compile("([A-Za-z0-9_-]{1,16}[=:, ] ?)(\\S+)");

  /**
   * Those in a header's value: the value itself, or elements between commas or blanks.
   *
   * @param open whether signatures there are checked with a public key
   */
  static List<Seen> in(String header, String value, boolean open) {
    List<Seen> seen = new ArrayList<>();
    if (value.length() > LONGEST) {
      return seen;
    }
    String stripped = value.strip();
    add(seen, header, stripped, open);
    if (seen.isEmpty()) {
      for (String piece : stripped.split(" +", -1)) {
        add(seen, header, piece, open);
      }
    }
    if (seen.isEmpty()) {
      for (String piece : stripped.split("[,;] *", -1)) {
        add(seen, header, piece, open);
      }
    }
    return seen;
  }

  /** The same with another prefix. */
  Seen behind(String other) {
    return new Seen(header, other, form, bytes, digest, signature);
  }

  private static void add(List<Seen> seen, String header, String text, boolean open) {
    Form whole = Form.of(text);
    Matcher prefixed = PREFIXED.matcher(text);
    String prefix = "";
    String rest = text;
    Form form = whole;
    if (whole == null && prefixed.matches()) {
      prefix = prefixed.group(1);
      rest = prefixed.group(2);
      form = Form.of(rest);
    }
    byte @Nullable [] bytes = form == null ? null : form.read(rest);
    if (form != null && bytes != null && seen.size() < MOST) {
      seen.add(
          new Seen(
              header,
              prefix,
              form,
              bytes.length,
              Digests.sha256(bytes),
              open ? Digests.hex(bytes) : null));
    }
  }
}
