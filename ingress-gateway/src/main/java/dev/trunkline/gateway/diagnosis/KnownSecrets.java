package dev.trunkline.gateway.diagnosis;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Handshake;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every secret that this installation's doors ask for, so that one which is offered in the wrong
 * place is recognised, and is kept nowhere.
 */
public final class KnownSecrets {

  /** Whose doors they are of. Nothing known. */
  public static final KnownSecrets NONE = new KnownSecrets(List.of());

  /** What is shorter stands anywhere by chance. */
  private static final int SHORTEST = 8;

  /** What is as long as this is no name, number or word of a vendor's. */
  private static final int NO_WORD = 16;

  /**
   * One of them.
   *
   * @param source whose doors ask for it
   */
  public record Known(String source, Secret secret) {}

  private final List<Known> all;

  /** Bytes that are a secret. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Written(byte[] bytes, Known known) {}

  /**
   * Where one stands.
   *
   * @param to the byte after its last
   */
  record Occurrence(int from, int to, Known known) {}

  private final Map<Byte, List<Written>> byFirst = new HashMap<>();
  private final Map<String, List<Known>> byDigest = new HashMap<>();
  private final Map<String, List<Known>> byLowerDigest = new HashMap<>();

  private KnownSecrets(Collection<Known> all) {
    this.all = List.copyOf(all);
    for (Known known : this.all) {
      String value = known.secret().value();
      byDigest.computeIfAbsent(digest(value), d -> new ArrayList<>()).add(known);
      byLowerDigest.computeIfAbsent(digest(lower(value)), d -> new ArrayList<>()).add(known);
      for (String escaped : Escapes.of(value)) {
        byte[] bytes = escaped.getBytes(StandardCharsets.UTF_8);
        byFirst
            .computeIfAbsent(bytes[0], first -> new ArrayList<>())
            .add(new Written(bytes, known));
      }
    }
  }

  /** Those of doors, in their order, each once a source; public keys are none. */
  public static KnownSecrets of(Collection<Door> doors) {
    Set<Known> known = new LinkedHashSet<>();
    for (Door door : doors) {
      for (Proof proof : door.proofs().stream().flatMap(one -> one.parts().stream()).toList()) {
        if (!(proof instanceof Proof.Ed25519)) {
          proof.all().forEach(secret -> known.add(new Known(door.source(), secret)));
        }
      }
      if (door.terms().intake().handshake() instanceof Handshake.Subscription subscription) {
        subscription.tokens().forEach(token -> known.add(new Known(door.source(), token)));
      }
    }
    known.removeIf(one -> one.secret().value().length() < SHORTEST || one.secret().standsIn());
    return new KnownSecrets(known);
  }

  /** Those alone that stand nowhere by chance, not even as a field's value. */
  public KnownSecrets thatAreNoWords() {
    return new KnownSecrets(
        all.stream().filter(known -> known.secret().value().length() >= NO_WORD).toList());
  }

  List<Known> all() {
    return all;
  }

  /**
   * The one that a text is; null if it is none. Not for judging: the time tells which.
   *
   * @param source whose it is rather, where several have the same
   */
  @Nullable Known exactly(String text, String source) {
    return first(byDigest.getOrDefault(digest(text), List.of()), source);
  }

  /** The one that a text is but for its capitals; null if it is none. */
  @Nullable Known inOtherCapitals(String text, String source) {
    return first(byLowerDigest.getOrDefault(digest(lower(text)), List.of()), source);
  }

  /** The same secret as that source's, where it has the same. */
  Known preferring(Known known, String source) {
    Known own = exactly(known.secret().value(), source);
    return own == null ? known : own;
  }

  private static @Nullable Known first(List<Known> same, String source) {
    return same.stream()
        .filter(known -> known.source().equals(source))
        .findFirst()
        .orElse(same.isEmpty() ? null : same.getFirst());
  }

  /**
   * A text in which each secret's characters are {@code *}: one from the wire, where each char is a
   * byte, or any other.
   */
  public String masked(String text) {
    boolean wire = text.chars().allMatch(c -> c <= 0xFF);
    Charset charset = wire ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    byte[] bytes = text.getBytes(charset);
    return in(bytes).isEmpty() ? text : new String(masked(bytes), charset);
  }

  /** A raw query in which they are {@code *}, however they are escaped. */
  public @Nullable String maskedQuery(@Nullable String query) {
    return query == null || all.isEmpty()
        ? query
        : Arrays.stream(query.split("&", -1)).map(this::pair).collect(Collectors.joining("&"));
  }

  private String pair(String written) {
    String masked = masked(written);
    String meant = Escapes.unescaped(masked);
    return in(meant.getBytes(StandardCharsets.UTF_8)).isEmpty()
        ? masked
        : "*".repeat(written.length());
  }

  /** A copy of a body in which each secret's bytes are {@code *}. */
  public byte[] masked(byte[] body) {
    byte[] masked = body.clone();
    for (Occurrence found : in(body)) {
      Arrays.fill(masked, found.from(), found.to(), (byte) '*');
    }
    return masked;
  }

  /** Where secrets stand in a body, in its order; looked for all at once. */
  List<Occurrence> in(byte[] body) {
    List<Occurrence> found = new ArrayList<>();
    for (int at = 0; at < body.length; at++) {
      for (Written written : byFirst.getOrDefault(body[at], List.of())) {
        int to = at + written.bytes().length;
        if (to <= body.length
            && Arrays.equals(body, at, to, written.bytes(), 0, written.bytes().length)) {
          found.add(new Occurrence(at, to, written.known()));
        }
      }
    }
    return found;
  }

  private static String digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
