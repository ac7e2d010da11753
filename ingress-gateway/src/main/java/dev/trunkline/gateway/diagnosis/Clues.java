package dev.trunkline.gateway.diagnosis;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.SignedText;
import dev.trunkline.vendors.Signing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a refused request beside its body, so that its proof can be looked into later. It
 * names secrets and holds none, and nothing in it can prove anything again.
 *
 * @param headers names of the request's headers, lower case
 * @param signatures whatever looked like one
 * @param times numbers that may be times, by header or element
 * @param id of the message, where the scheme has one; null if none came
 * @param target path and query as they came; null: no signature covers them, or a secret stood
 *     there
 * @param host as the request says it; null if it does not
 * @param forwardedHost {@code X-Forwarded-Host}; null if there was none
 * @param forwardedProto {@code X-Forwarded-Proto}; null if there was none
 * @param contentEncoding null if there was none
 * @param secrets of ours that it carried
 * @param bodyMasked whether a secret in the body was overwritten, so that no sum of it is right
 */
public record Clues(
    List<String> headers,
    List<Seen> signatures,
    Map<String, String> times,
    @Nullable String id,
    @Nullable String target,
    @Nullable String host,
    @Nullable String forwardedHost,
    @Nullable String forwardedProto,
    @Nullable String contentEncoding,
    List<Misplaced> secrets,
    boolean bodyMasked) {

  /** None at all. */
  public static final Clues NONE =
      new Clues(
          List.of(), List.of(), Map.of(), null, null, null, null, null, null, List.of(), false);

  private static final int MOST_HEADERS = 40;
  private static final int MOST_SIGNATURES = 8;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_VALUE = 512;
  private static final int LONGEST_TARGET = 2048;

  /** Where a time may stand; a number that stands elsewhere may be somebody's. */
  private static final Pattern TIMELY = Pattern.compile(".*(time|stamp).*|.*-ts|date");

  private static final Pattern TIME = Pattern.compile("[0-9TZ:.+-]{8,32}");
  private static final Pattern ELEMENT = Pattern.compile("(?:^|[,; ])([a-z]{1,9})=([0-9]{8,14})");

  /** What vendors call the element of a time, whatever a scheme calls it. */
  private static final Set<String> TIMELY_ELEMENTS = Set.of("t", "ts", "v", "time", "timestamp");

  /** Copies the collections. */
  public Clues {
    headers = List.copyOf(headers);
    signatures = List.copyOf(signatures);
    times = Map.copyOf(times);
    secrets = List.copyOf(secrets);
  }

  /** Looks at a request that a door refused. */
  public static Clues of(Offered offered, Door door, KnownSecrets known, boolean bodyMasked) {
    List<Proof> parts = door.proofs().stream().flatMap(one -> one.parts().stream()).toList();
    List<Misplaced> secrets = Misplaced.in(offered, door, known);
    Set<String> names = new TreeSet<>();
    List<Seen> signatures = new ArrayList<>();
    Map<String, String> times = new LinkedHashMap<>();
    Set<String> elements = elements(parts);
    for (Offered.Header header : offered.headers()) {
      if (names.size() < MOST_HEADERS) {
        names.add(shortened(known.masked(header.name()), LONGEST_NAME));
      }
      if (secrets.stream().noneMatch(one -> one.place().equals("header " + header.name()))) {
        signatures.addAll(
            Seen.in(header.name(), header.value(), open(parts, header.name())).stream()
                .filter(seen -> known.masked(seen.header()).equals(seen.header()))
                .map(seen -> seen.behind(known.masked(seen.prefix())))
                .toList());
      }
      times(times, elements, header, known);
    }
    boolean inUrl =
        secrets.stream().anyMatch(one -> one.place().equals("query") || one.place().equals("path"));
    return new Clues(
        List.copyOf(names),
        signatures.stream().limit(MOST_SIGNATURES).toList(),
        times,
        id(parts, offered, known),
        inUrl || offered.pathSecret() != null || !signsUrl(parts) ? null : target(offered, known),
        kept(offered, known, "host"),
        kept(offered, known, "x-forwarded-host"),
        kept(offered, known, "x-forwarded-proto"),
        kept(offered, known, "content-encoding"),
        secrets,
        bodyMasked);
  }

  private static void times(
      Map<String, String> times, Set<String> elements, Offered.Header header, KnownSecrets known) {
    if (header.value().length() > LONGEST_VALUE
        || !known.masked(header.value()).equals(header.value())
        || !known.masked(header.name()).equals(header.name())) {
      return;
    }
    if (TIMELY.matcher(header.name()).matches() && TIME.matcher(header.value()).matches()) {
      times.putIfAbsent(header.name(), header.value());
    }
    Matcher element = ELEMENT.matcher(header.value());
    while (element.find()) {
      if (elements.contains(element.group(1))) {
        times.putIfAbsent(header.name() + " " + element.group(1), element.group(2));
      }
    }
  }

  private static Set<String> elements(List<Proof> parts) {
    Set<String> elements = new TreeSet<>(TIMELY_ELEMENTS);
    for (Proof part : parts) {
      Signing signing = signing(part);
      Signing.Stamp stamp = signing == null ? null : signing.stamp();
      if (stamp != null && stamp.element() != null) {
        elements.add(stamp.element());
      }
    }
    return elements;
  }

  private static @Nullable String id(List<Proof> parts, Offered offered, KnownSecrets known) {
    return parts.stream()
        .map(Clues::signing)
        .filter(Objects::nonNull)
        .map(Signing::idHeader)
        .filter(Objects::nonNull)
        .map(header -> offered.header(lower(header)))
        .filter(Objects::nonNull)
        .map(id -> shortened(known.masked(id), LONGEST_VALUE))
        .findFirst()
        .orElse(null);
  }

  /** How a proof is signed; null where it is no signature. */
  static @Nullable Signing signing(Proof proof) {
    return switch (proof) {
      case Proof.Hmac hmac -> hmac.signing();
      case Proof.Ed25519 open -> open.signing();
      case Proof.StandardWebhooks standard -> standard.signing();
      case Proof.None no -> null;
      case Proof.HeaderSecret no -> null;
      case Proof.PathSecret no -> null;
      case Proof.QuerySecret no -> null;
      case Proof.Basic no -> null;
      case Proof.BodyToken no -> null;
      case Proof.IpAllow no -> null;
      case Proof.AnyOf no -> null;
      case Proof.AllOf no -> null;
    };
  }

  private static boolean open(List<Proof> parts, String header) {
    return parts.stream()
        .filter(
            proof ->
                proof instanceof Proof.Ed25519
                    || (proof instanceof Proof.StandardWebhooks standard
                        && standard.secrets().stream()
                            .allMatch(key -> key.value().startsWith("whpk_"))))
        .map(Clues::signing)
        .anyMatch(signing -> signing != null && lower(signing.header()).equals(header));
  }

  private static boolean signsUrl(List<Proof> parts) {
    return parts.stream()
        .map(Clues::signing)
        .anyMatch(
            signing -> signing != null && signing.text().pieces().contains(SignedText.Piece.URL));
  }

  private static @Nullable String target(Offered offered, KnownSecrets known) {
    String target =
        offered.query() == null ? offered.path() : offered.path() + "?" + offered.query();
    return target.length() > LONGEST_TARGET || !known.masked(target).equals(target) ? null : target;
  }

  private static @Nullable String kept(Offered offered, KnownSecrets known, String name) {
    String value = offered.header(name);
    return value == null ? null : shortened(known.masked(value), LONGEST_VALUE);
  }

  private static String shortened(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) : text;
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The names of the headers, as people read them. */
  String named() {
    return headers.stream().collect(Collectors.joining(", "));
  }
}
