package dev.trunkline.gateway.diagnosis;

import dev.trunkline.gateway.diagnosis.KnownSecrets.Known;
import dev.trunkline.vendors.BodyTokens;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A secret of ours that a refused request carried, by its name alone.
 *
 * @param source whose secret it is
 * @param secret its id, never its value
 * @param place where it stood: {@code header authorization}, {@code query}, {@code path}, {@code
 *     body}
 * @param written how it stood there, in words; empty: as it is
 */
public record Misplaced(String source, String secret, String place, String written) {

  /** How the secret of a {@link Proof.Basic} is written where it is right. */
  static final String PASSWORD = "as the password of Basic";

  private static final int MOST = 8;
  private static final int LONGEST = 4096;
  private static final int LARGEST = 64 * 1024;

  /** Finds each; the secrets that stand where they are asked for and as they are, too. */
  static List<Misplaced> in(Offered offered, Door door, KnownSecrets known) {
    Set<Misplaced> found = new LinkedHashSet<>();
    for (Offered.Header header : offered.headers()) {
      add(found, known, door.source(), "header " + header.name(), header.value());
    }
    String query = offered.query();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        add(found, known, door.source(), "query", pair.substring(pair.indexOf('=') + 1));
      }
    }
    if (offered.pathSecret() != null) {
      add(found, known, door.source(), "path", offered.pathSecret());
    }
    for (Proof proof : door.proofs().stream().flatMap(one -> one.parts().stream()).toList()) {
      if (proof instanceof Proof.BodyToken token) {
        for (BodyTokens.Found value : BodyTokens.find(token.path(), offered.body()).values()) {
          add(
              found,
              known,
              door.source(),
              "field " + String.join(".", token.path()),
              value.value());
        }
      }
    }
    if (found.isEmpty()) {
      inBody(found, known, door.source(), offered.body());
    }
    return found.stream().limit(MOST).toList();
  }

  private static void inBody(Set<Misplaced> found, KnownSecrets known, String source, byte[] body) {
    byte[] begin = body.length > LARGEST ? Arrays.copyOf(body, LARGEST) : body;
    for (KnownSecrets.Occurrence one : known.in(begin)) {
      Known secret = known.preferring(one.known(), source);
      found.add(new Misplaced(secret.source(), secret.secret().id(), "body", ""));
    }
  }

  private static void add(
      Set<Misplaced> found, KnownSecrets known, String source, String place, String value) {
    if (value.length() > LONGEST) {
      return;
    }
    for (Map.Entry<String, String> form : forms(value).entrySet()) {
      Known exact = known.exactly(form.getKey(), source);
      Known like = exact == null ? known.inOtherCapitals(form.getKey(), source) : exact;
      if (like != null) {
        List<String> words = new ArrayList<>();
        if (!form.getValue().isEmpty()) {
          words.add(form.getValue());
        }
        if (exact == null) {
          words.add("in other capitals");
        }
        found.add(
            new Misplaced(like.source(), like.secret().id(), place, String.join(", ", words)));
        return;
      }
    }
  }

  /** What a value may hold, and how that is written there; the plainest first. */
  private static Map<String, String> forms(String value) {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put(value, "");
    String utf8 = new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    forms.putIfAbsent(utf8, "");
    String stripped = utf8.strip();
    forms.putIfAbsent(stripped, "with blanks round it");
    String bare = stripped.replaceAll("^[\"'{<\\[]+|[\"'}>\\]]+$", "");
    forms.putIfAbsent(bare, "in quotes or brackets");
    String unescaped = Escapes.unescaped(bare);
    forms.putIfAbsent(unescaped, "with percent escapes");
    int blank = bare.indexOf(' ');
    String behind = bare.substring(blank + 1).strip();
    if (blank > 0) {
      forms.putIfAbsent(behind, "behind a word and a blank, as after Bearer");
    }
    int equals = bare.indexOf('=');
    if (equals > 0) {
      forms.putIfAbsent(bare.substring(equals + 1), "behind a word and =");
    }
    String decoded = decoded(behind);
    if (decoded != null) {
      forms.putIfAbsent(decoded, "in base64");
      forms.putIfAbsent(decoded.substring(decoded.indexOf(':') + 1), PASSWORD);
      forms.putIfAbsent(
          decoded.substring(0, decoded.indexOf(':') + 1).replaceAll(":$", ""),
          "as the user of Basic");
    }
    return forms;
  }

  private static @Nullable String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
