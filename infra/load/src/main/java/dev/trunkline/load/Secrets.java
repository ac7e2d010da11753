package dev.trunkline.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Values that must stand nowhere, each by a name that may be shown. Finds them as they are, in the
 * form of a URL and in base64, however much there is to search through; never shows one.
 */
public final class Secrets {

  /** Shorter ones stand in texts by chance. */
  private static final int SHORTEST = 8;

  private static final int BASE = 31;

  private final Map<Integer, List<Form>> byStart = new HashMap<>();
  private final Map<String, String> values = new TreeMap<>();
  private final Set<String> tooShort = new TreeSet<>();

  /** One way of writing one of them. */
  private static final class Form {
    private final String name;
    private final byte[] bytes;

    private Form(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    private boolean stands(byte[] text, int at) {
      return at + bytes.length <= text.length
          && Arrays.equals(bytes, 0, bytes.length, text, at, at + bytes.length);
    }
  }

  /** These values by their names. */
  public Secrets(Map<String, String> values) {
    values.forEach(
        (name, value) -> {
          if (value.length() < SHORTEST) {
            tooShort.add(name);
            return;
          }
          this.values.put(name, value);
          byte[] plain = value.getBytes(UTF_8);
          add(name, plain);
          add(name, URLEncoder.encode(value, UTF_8).getBytes(UTF_8));
          add(name, Base64.getEncoder().withoutPadding().encode(plain));
        });
  }

  /** How many are looked for. */
  int size() {
    return values.size();
  }

  /** Names of those that are too short to be looked for. */
  public Set<String> tooShort() {
    return Set.copyOf(tooShort);
  }

  /** The values themselves, for a database that looks for them. */
  Map<String, String> values() {
    return values;
  }

  /** The text with names where values stand: what differs in a row may be a secret. */
  public String masked(String text) {
    String masked = text;
    for (Map.Entry<String, String> secret : values.entrySet()) {
      masked = masked.replace(secret.getValue(), "<secret " + secret.getKey() + ">");
    }
    return masked;
  }

  /** Names of those that stand in these bytes. */
  public Set<String> in(byte[] text) {
    Set<String> found = new TreeSet<>();
    if (text.length < SHORTEST || byStart.isEmpty()) {
      return found;
    }
    int power = 1;
    for (int i = 1; i < SHORTEST; i++) {
      power *= BASE;
    }
    int hash = hash(text);
    for (int at = 0; ; at++) {
      for (Form form : byStart.getOrDefault(hash, List.of())) {
        if (form.stands(text, at)) {
          found.add(form.name);
        }
      }
      if (at + SHORTEST >= text.length) {
        return found;
      }
      hash = (hash - text[at] * power) * BASE + text[at + SHORTEST];
    }
  }

  private void add(String name, byte[] form) {
    byStart.computeIfAbsent(hash(form), first -> new ArrayList<>()).add(new Form(name, form));
  }

  /** Of the first bytes (Rabin and Karp). */
  private static int hash(byte[] text) {
    int hash = 0;
    for (int i = 0; i < SHORTEST; i++) {
      hash = hash * BASE + text[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return "Secrets" + values.keySet();
  }
}
