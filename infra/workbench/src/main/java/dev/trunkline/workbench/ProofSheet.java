package dev.trunkline.workbench;

import com.google.re2j.Pattern;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a door asks for, in words for people. Secrets are named as a shell's variables, never shown.
 *
 * @param path of the door, a path secret's name behind it
 * @param query pairs that hold secrets' names
 * @param asked one sentence a proof
 * @param computed shell lines that make what a header holds, of {@code $BODY}
 * @param headers {@code Name: value}, for a shell's double quotes
 */
record ProofSheet(
    String path,
    List<String> query,
    List<String> asked,
    List<String> computed,
    List<String> headers) {

  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");

  /** What a door asks for. */
  static ProofSheet of(Door door) {
    ProofSheet sheet =
        new ProofSheet(
            door.path(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (Proof proof : door.proofs()) {
      sheet = sheet.with(door, proof);
    }
    return sheet;
  }

  /** Path and query, secrets by their names. */
  String url() {
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private ProofSheet with(Door door, Proof proof) {
    return switch (proof) {
      case Proof.None nothing -> {
        asked.add("nothing: whoever knows the URL can send");
        yield this;
      }
      case Proof.HeaderSecret(String header, List<Secret> secrets) -> {
        asked.add("the header " + header + " holds the secret " + name(door, secrets));
        headers.add(header + ": " + name(door, secrets));
        yield this;
      }
      case Proof.PathSecret(List<Secret> secrets) -> {
        asked.add("the secret " + name(door, secrets) + " is the last part of the URL");
        yield new ProofSheet(path + "/" + name(door, secrets), query, asked, computed, headers);
      }
      case Proof.QuerySecret(String parameter, List<Secret> secrets) -> {
        asked.add("the parameter " + parameter + " holds the secret " + name(door, secrets));
        query.add(parameter + "=" + name(door, secrets));
        yield this;
      }
      case Proof.Basic(String user, List<Secret> secrets) -> {
        asked.add(
            "user " + user + " and the password " + name(door, secrets) + " (Basic, RFC 7617)");
        computed.add(
            "LOGIN=$(printf '%s' \""
                + user
                + ":"
                + name(door, secrets)
                + "\" | openssl base64 -A)");
        headers.add("Authorization: Basic $LOGIN");
        yield this;
      }
      case Proof.Hmac hmac -> {
        hmac(door, hmac);
        yield this;
      }
    };
  }

  private void hmac(Door door, Proof.Hmac hmac) {
    String hash = hmac.algorithm().name().toLowerCase(Locale.ROOT);
    String secret = name(door, hmac.secrets());
    String encoding =
        switch (hmac.encoding()) {
          case HEX -> "hex";
          case BASE64 -> "base64";
        };
    asked.add(
        "the header %s holds %s%s of the HMAC-%s of the exact body, keyed with the secret %s"
            .formatted(
                hmac.header(),
                hmac.prefix().isEmpty() ? "the " : "`" + hmac.prefix() + "` and the ",
                encoding,
                hash.toUpperCase(Locale.ROOT),
                secret));
    String mac = "printf '%s' \"$BODY\" | openssl dgst -" + hash + " -hmac \"" + secret + "\" ";
    computed.add(
        switch (hmac.encoding()) {
          case HEX -> "SIGNATURE=$(" + mac + "-hex | sed 's/^.* //')";
          case BASE64 -> "SIGNATURE=$(" + mac + "-binary | openssl base64 -A)";
        });
    headers.add(hmac.header() + ": " + hmac.prefix() + "$SIGNATURE");
  }

  /** The first secret's variable; one made of the source's id where it comes from elsewhere. */
  private static String name(Door door, List<Secret> secrets) {
    String id = secrets.get(0).id();
    return VARIABLE.matches(id) && !id.equals("SECRET_FILE")
        ? "$" + id
        : "$" + door.source().toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET";
  }
}
