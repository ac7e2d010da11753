package dev.trunkline.gateway.diagnosis;

import dev.trunkline.vendors.SignedText;
import dev.trunkline.vendors.Signing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Of what a vendor may have made its signature, and with which time and URL in it. */
final class Texts {

  /** What vendors sign, the usual first. */
  private static final List<String> USUAL =
      List.of(
          "{body}",
          "{t}.{body}",
          "{id}.{t}.{body}",
          "{t}{body}",
          "{body}{t}",
          "{t}:{body}",
          "{body}.{t}",
          "v0:{t}:{body}",
          "{t}|{body}",
          "{id}{t}{body}",
          "{url}{body}",
          "{url}{form}");

  private Texts() {}

  /** Those of which the request has all pieces. */
  static List<Variant<SignedText>> of(Signing signing, Clues clues) {
    List<Variant<SignedText>> texts = new ArrayList<>();
    texts.add(Variant.same(signing.text()));
    for (String usual : USUAL) {
      SignedText text = SignedText.of(usual);
      if (!text.equals(signing.text()) && has(text, clues)) {
        texts.add(
            Variant.of(
                text,
                "if the vendor signed %s, where %s is asked for"
                    .formatted(usual, signing.text().written()),
                "say it in the source's proof (signs: \"%s\"), if the vendor's pages do"
                    .formatted(usual)));
      }
    }
    return texts;
  }

  private static boolean has(SignedText text, Clues clues) {
    Set<SignedText.Piece> pieces = text.pieces();
    return (!pieces.contains(SignedText.Piece.T) || !clues.times().isEmpty())
        && (!pieces.contains(SignedText.Piece.ID) || clues.id() != null)
        && (!pieces.contains(SignedText.Piece.URL) || clues.target() != null);
  }

  /** The time where it is asked for first; a text without one has none. */
  static List<Variant<String>> times(SignedText text, Signing signing, Clues clues) {
    if (!text.pieces().contains(SignedText.Piece.T)) {
      return List.of(Variant.same(""));
    }
    String asked = asked(signing, clues.times());
    List<Variant<String>> times = new ArrayList<>();
    if (asked != null) {
      times.add(Variant.same(asked));
    }
    clues
        .times()
        .forEach(
            (where, time) -> {
              if (!time.equals(asked)) {
                times.add(
                    Variant.of(
                        time,
                        "with the time that stands in " + where,
                        "say in the source's proof where the time stands (timestamp)"));
              }
            });
    return times;
  }

  /** The time that the request says where the scheme has it; null if it says none. */
  static @Nullable String asked(Signing signing, Map<String, String> times) {
    Signing.Stamp stamp = signing.stamp();
    if (stamp == null) {
      return null;
    }
    return stamp.element() != null
        ? times.get(Clues.lower(signing.header()) + " " + stamp.element())
        : times.get(Clues.lower(String.valueOf(stamp.header())));
  }

  /** Whole URLs that the vendor may have posted to; a text without one has none. */
  static List<Variant<String>> urls(SignedText text, Signing signing, Clues clues) {
    String target = clues.target();
    if (!text.pieces().contains(SignedText.Piece.URL) || target == null) {
      return List.of(Variant.same(""));
    }
    List<Variant<String>> urls = new ArrayList<>();
    String asked = signing.publicUrl() == null ? null : signing.publicUrl() + target;
    if (asked != null) {
      urls.add(Variant.same(asked));
    }
    for (String base : bases(signing, clues)) {
      for (String path : paths(target)) {
        String url = base + path;
        if (!url.equals(asked)) {
          urls.add(
              Variant.of(
                  url,
                  "if the vendor posted to " + base + path(path) + (path.contains("?") ? "?…" : ""),
                  "say in the source what the vendor has as URL (public_url), or correct it there"));
        }
      }
    }
    return urls;
  }

  private static Set<String> bases(Signing signing, Clues clues) {
    Set<String> hosts = new LinkedHashSet<>();
    if (signing.publicUrl() != null) {
      hosts.add(signing.publicUrl().replaceFirst("^https?://", ""));
    }
    for (String host : new String[] {clues.forwardedHost(), clues.host()}) {
      if (host != null) {
        hosts.add(host);
      }
    }
    Set<String> bases = new LinkedHashSet<>();
    for (String host : hosts) {
      String bare = host.replaceFirst(":\\d+$", "");
      bases.add("https://" + host);
      bases.add("https://" + bare);
      bases.add("https://" + bare + ":443");
      bases.add("http://" + host);
      bases.add("http://" + bare);
    }
    return bases;
  }

  private static Set<String> paths(String target) {
    Set<String> paths = new LinkedHashSet<>();
    paths.add(target);
    String path = path(target);
    paths.add(path);
    paths.add(path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/");
    return paths;
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
