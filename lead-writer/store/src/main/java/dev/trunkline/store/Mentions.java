package dev.trunkline.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether bytes name a person, in whatever way a vendor writes: a number with or without its
 * country, in groups, percent-encoded; an address; a vendor's id of the person or of one of their
 * calls. What is part of a longer number or word is none. Names are not looked for: others have
 * them, too.
 */
final class Mentions {

  /** An id that is shorter is found in all sorts of numbers. */
  private static final int SHORTEST_ID = 6;

  /** Of a number's digits so many stand together, however it is written. */
  private static final int TOGETHER = 4;

  private static final String SEPARATORS = "[ ().+/-]*";

  private final List<Pattern> patterns = new ArrayList<>();
  private final Set<String> probes = new LinkedHashSet<>();

  private Mentions() {}

  /** Of all by which a vendor would name this person. */
  static Mentions of(Subject subject) {
    Mentions mentions = contacts(subject);
    subject.calls().forEach(id -> mentions.id(local(id)));
    subject.leads().forEach(id -> mentions.id(local(id)));
    subject.conversations().forEach(id -> mentions.id(local(id)));
    return mentions;
  }

  /** Of numbers and addresses alone. */
  static Mentions contacts(Subject subject) {
    Mentions mentions = new Mentions();
    subject.phones().forEach(mentions::phone);
    subject.emails().forEach(mentions::email);
    return mentions;
  }

  /**
   * What to look for in a database: {@code like} patterns, one of which fits wherever there is a
   * mention, over the text in lower case without any of {@link #DROPPED}.
   */
  String[] probes() {
    return probes.toArray(String[]::new);
  }

  /** What a text is freed of before it is compared with the probes. */
  static final String DROPPED = " ().+/%-";

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether the bytes, taken for text, have a mention. */
  boolean in(byte[] bytes) {
    return in(new String(bytes, ISO_8859_1));
  }

  /** Whether the text has a mention, as it is or percent-decoded. */
  boolean in(String text) {
    return found(text) || (text.indexOf('%') >= 0 && found(decoded(text)));
  }

  private boolean found(String text) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
  }

  private static String decoded(String text) {
    // What is no escape stays: a hundred percent of something.
    return URLDecoder.decode(text.replaceAll("%(?![0-9a-fA-F]{2})", "%25"), UTF_8);
  }

  /** +1 202 555 0123 is also written 0012025550123, 2025550123, 02025550123 and in groups. */
  private void phone(String e164) {
    String digits = e164.replaceAll("[^0-9]", "");
    int country = Math.min(countryCode(digits), digits.length());
    patterns.add(
        Pattern.compile(
            "(?<![0-9])(?:0{0,2}"
                + spread(digits.substring(0, country))
                + ")?0?"
                + SEPARATORS
                + spread(digits.substring(country, digits.length() - 1))
                + digits.charAt(digits.length() - 1)
                + "(?![0-9])"));
    probes.add("%" + digits.substring(Math.max(0, digits.length() - TOGETHER)) + "%");
  }

  /** Digits of the country code: ITU-T E.164, Annex D. */
  private static int countryCode(String digits) {
    if (digits.matches("[17].*")) {
      return 1;
    }
    return digits.matches("(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]).*") ? 2 : 3;
  }

  private static String spread(String digits) {
    StringBuilder spread = new StringBuilder();
    digits.chars().forEach(digit -> spread.append((char) digit).append(SEPARATORS));
    return spread.toString();
  }

  private void email(String address) {
    patterns.add(
        Pattern.compile(
            "(?<![a-z0-9._+-])" + escaped(address) + "(?![a-z0-9-])", Pattern.CASE_INSENSITIVE));
    int at = address.indexOf('@');
    probe(at < 0 ? address : address.substring(0, at));
  }

  /** JSON may write the sign as an escape. */
  private static String escaped(String address) {
    return Pattern.quote(address).replace("@", "\\E(?:@|\\\\u0040)\\Q");
  }

  private void id(String id) {
    if (id.length() >= SHORTEST_ID) {
      patterns.add(Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(id) + "(?![A-Za-z0-9])"));
      probe(id);
    }
  }

  private void probe(String text) {
    String probe = text.toLowerCase(Locale.ROOT);
    // What a pattern would take for a wildcard fits itself as well; a backslash would not.
    probes.add("%" + probe.replaceAll("[ ().+/%\\\\-]", "") + "%");
  }

  private static String local(String id) {
    return id.substring(id.indexOf('/') + 1);
  }
}
