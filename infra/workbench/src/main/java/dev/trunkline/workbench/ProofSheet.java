package dev.trunkline.workbench;

import com.google.re2j.Pattern;
import dev.trunkline.vendors.AddressBlocks;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.SignedText;
import dev.trunkline.vendors.Signing;
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
        signed(
            hmac.signing(), "HMAC-" + hmac.algorithm().name(), "keyed with", door, hmac.secrets());
        if (hmac.signing()
            .equals(
                Signing.ofBody(
                    hmac.signing().header(), hmac.signing().encoding(), hmac.signing().prefix()))) {
          compute(door, hmac);
        }
        yield this;
      }
      case Proof.Ed25519 open -> {
        signed(open.signing(), "Ed25519 signature", "to be checked with", door, open.secrets());
        yield this;
      }
      case Proof.StandardWebhooks standard -> {
        asked.add(
            "signed as Standard Webhooks says (%s, %s, %s), with the key %s; at most %d s old"
                .formatted(
                    standard.idHeader(),
                    standard.timeHeader(),
                    standard.signatureHeader(),
                    name(door, standard.secrets()),
                    standard.tolerance().toSeconds()));
        yield this;
      }
      case Proof.BodyToken(List<String> keys, List<Secret> secrets) -> {
        asked.add(
            "the body's field "
                + String.join(".", keys)
                + " holds the secret "
                + name(door, secrets));
        yield this;
      }
      case Proof.IpAllow(AddressBlocks from) -> {
        asked.add("the request comes from " + String.join(" or ", from.written()));
        yield this;
      }
      case Proof.AllOf(List<Proof> proofs) -> {
        ProofSheet sheet = this;
        for (Proof one : proofs) {
          sheet = sheet.with(door, one);
        }
        yield sheet;
      }
      case Proof.AnyOf(List<Proof> proofs) -> either(door, proofs);
    };
  }

  /** Says all of them, and shows how the first is given. */
  private ProofSheet either(Door door, List<Proof> proofs) {
    ProofSheet first = alone().with(door, proofs.getFirst());
    asked.add("either: " + String.join("; and ", first.asked()));
    for (Proof other : proofs.subList(1, proofs.size())) {
      asked.add("or: " + String.join("; and ", alone().with(door, other).asked()));
    }
    computed.addAll(first.computed());
    headers.addAll(first.headers());
    return new ProofSheet(first.path(), first.query(), asked, computed, headers);
  }

  private ProofSheet alone() {
    return new ProofSheet(
        path, new ArrayList<>(query), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  private void signed(Signing signing, String what, String keyed, Door door, List<Secret> secrets) {
    String encoding =
        switch (signing.encoding()) {
          case HEX -> "hex";
          case BASE64 -> "base64";
        };
    String of =
        signing.text().equals(SignedText.BODY)
            ? "the exact body"
            : "`" + signing.text().written() + "`";
    asked.add(
        "the header %s holds %s%s of the %s of %s, %s the secret %s%s"
            .formatted(
                signing.header()
                    + (signing.element() == null ? "" : " as its element " + signing.element()),
                signing.prefix().isEmpty() ? "the " : "`" + signing.prefix() + "` and the ",
                encoding,
                what,
                of,
                keyed,
                name(door, secrets),
                signing.stamp() == null
                    ? ""
                    : "; at most " + signing.stamp().tolerance().toSeconds() + " s old"));
  }

  private void compute(Door door, Proof.Hmac hmac) {
    String hash = hmac.algorithm().name().toLowerCase(Locale.ROOT);
    String secret = name(door, hmac.secrets());
    String mac = "printf '%s' \"$BODY\" | openssl dgst -" + hash + " -hmac \"" + secret + "\" ";
    computed.add(
        switch (hmac.signing().encoding()) {
          case HEX -> "SIGNATURE=$(" + mac + "-hex | sed 's/^.* //')";
          case BASE64 -> "SIGNATURE=$(" + mac + "-binary | openssl base64 -A)";
        });
    headers.add(hmac.signing().header() + ": " + hmac.signing().prefix() + "$SIGNATURE");
  }

  /** The first secret's variable; one made of the source's id where it comes from elsewhere. */
  static String name(Door door, List<Secret> secrets) {
    String id = secrets.get(0).id();
    return VARIABLE.matches(id) && !id.equals("SECRET_FILE")
        ? "$" + id
        : "$" + door.source().toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET";
  }
}
