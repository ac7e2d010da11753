package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values of which each is given out once, so that wherever one is seen, it says where it came from;
 * and a nose that finds them as they are, escaped, in base64 wherever it begins, in hex, and phone
 * numbers with any grouping.
 */
final class Canaries {

  /** What a value is to whoever sees it. */
  enum Kind {
    /** Opens something of the installation's: of the sources file, a token, a password, a MAC. */
    SECRET,
    /** Opens something of a vendor's, in a link of a payload. */
    LINK,
    PHONE,
    /** A name and the e-mail address made of it. */
    PERSON
  }

  private static final Pattern BETWEEN_DIGITS =
      Pattern.compile("(?<=\\d)(?:[ ().+-]|%20|%28|%29|%2[bBdDeE]){1,3}(?=\\d)");

  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

  private static final int NATIONAL = 10;

  private static final int AROUND = 30;

  /** The shortest form: a phone's national digits. */
  private static final int SHORTEST = NATIONAL;

  private static final int BASE = 31;

  private final Map<Kind, Integer> given = new EnumMap<>(Kind.class);
  private final Map<Integer, List<Form>> byStart = new HashMap<>();

  /** A canary that stands somewhere, with what is around it. */
  record Found(Kind kind, String name, String around) {}

  /** One way of writing one of them. */
  private record Form(Kind kind, String name, String text) {}

  /** A secret that no URL takes as it is. */
  String secret(String name) {
    return known(Kind.SECRET, name, digits(name) + "+b/c=Q~");
  }

  /** A secret that every URL takes. */
  String plain(String name) {
    return known(Kind.SECRET, name, digits(name));
  }

  /** A token of a link. */
  String link(String name) {
    return known(Kind.LINK, name, digits("link of " + name));
  }

  /** Another value of this kind. */
  String known(Kind kind, String name, String value) {
    return keep(kind, name, value, forms(value));
  }

  /** Somebody's number in the United States. */
  String american(String name) {
    return phone(name, "+1312555%04d".formatted(100 + count(Kind.PHONE)));
  }

  /** Somebody's number in India. */
  String indian(String name) {
    return phone(name, "+9190000%05d".formatted(12_000 + count(Kind.PHONE)));
  }

  /** Somebody's family name, which is also the name of their mailbox. */
  String person(String name) {
    int number = count(Kind.PERSON);
    String family = "Quillfeather" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
    Set<String> forms = forms(family);
    forms.addAll(forms(family.toLowerCase(Locale.ROOT)));
    return keep(Kind.PERSON, name, family, forms);
  }

  /** Those that stand in a text, and in it without what parts its digits. */
  Set<Found> in(String text) {
    Set<Found> found = new LinkedHashSet<>();
    search(text, found);
    String joined = BETWEEN_DIGITS.matcher(text).replaceAll("");
    if (joined.length() < text.length()) {
      search(joined, found);
    }
    return found;
  }

  /** As Rabin and Karp do it: there are thousands of forms. */
  private void search(String text, Set<Found> found) {
    if (text.length() < SHORTEST) {
      return;
    }
    int power = 1;
    for (int i = 1; i < SHORTEST; i++) {
      power *= BASE;
    }
    int hash = hash(text);
    for (int at = 0; ; at++) {
      for (Form form : byStart.getOrDefault(hash, List.of())) {
        if (text.startsWith(form.text(), at)) {
          found.add(new Found(form.kind(), form.name(), around(text, at, form)));
        }
      }
      if (at + SHORTEST >= text.length()) {
        return;
      }
      hash = (hash - text.charAt(at) * power) * BASE + text.charAt(at + SHORTEST);
    }
  }

  private static int hash(String text) {
    int hash = 0;
    for (int i = 0; i < SHORTEST; i++) {
      hash = hash * BASE + text.charAt(i);
    }
    return hash;
  }

  private static String around(String text, int at, Form form) {
    int end = Math.min(text.length(), at + form.text().length() + AROUND);
    return text.substring(Math.max(0, at - AROUND), end).replaceAll("\\s+", " ");
  }

  private int count(Kind kind) {
    return given.getOrDefault(kind, 0);
  }

  private String phone(String name, String number) {
    Set<String> forms = forms(number.substring(number.length() - NATIONAL));
    forms.addAll(forms(number));
    return keep(Kind.PHONE, name, number, forms);
  }

  private String keep(Kind kind, String name, String value, Set<String> forms) {
    given.merge(kind, 1, Integer::sum);
    for (String form : forms) {
      byStart
          .computeIfAbsent(hash(form), start -> new ArrayList<>())
          .add(new Form(kind, name, form));
    }
    return value;
  }

  private static Set<String> forms(String value) {
    Set<String> forms = new LinkedHashSet<>(List.of(value));
    String escaped = URLEncoder.encode(value, UTF_8);
    forms.add(escaped);
    forms.add(escaped.replace("%7E", "~"));
    forms.add(escaped.replaceAll("%2F", "/"));
    for (String form : List.copyOf(forms)) {
      forms.add(ESCAPE.matcher(form).replaceAll(found -> found.group().toLowerCase(Locale.ROOT)));
    }
    byte[] bytes = value.getBytes(UTF_8);
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    for (int before = 0; before < 3; before++) {
      String inBase64 = inBase64(bytes, before);
      forms.add(inBase64);
      forms.add(inBase64.replace('+', '-').replace('/', '_'));
    }
    return forms;
  }

  /** What stands in base64 wherever these bytes do, so many bytes behind a multiple of three. */
  private static String inBase64(byte[] value, int before) {
    byte[] bytes = new byte[before + value.length];
    System.arraycopy(value, 0, bytes, before, value.length);
    String whole = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    return whole.substring(Math.ceilDiv(8 * before, 6), 8 * bytes.length / 6);
  }

  private static String digits(String name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return "Kc" + HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
