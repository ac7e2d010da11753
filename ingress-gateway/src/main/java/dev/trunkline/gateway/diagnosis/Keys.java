package dev.trunkline.gateway.diagnosis;

import dev.trunkline.gateway.diagnosis.KnownSecrets.Known;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.StandardKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** With what keys a vendor may have made a keyed hash. */
final class Keys {

  private static final String AS_IT_IS =
      "have the vendor use the secret's characters as they are, or set here what it uses";

  private Keys() {}

  /**
   * The secrets of the proof first, live ones as they are; then what else the installation knows,
   * and each in other forms.
   *
   * @param more secrets that were named to be tried
   * @param at when the request came
   */
  static List<Variant<byte[]>> of(
      Proof proof, KnownSecrets known, List<Secret> more, String source, Instant at) {
    List<Variant<byte[]>> keys = new ArrayList<>();
    boolean standard = proof instanceof Proof.StandardWebhooks;
    for (Secret secret : own(proof)) {
      add(keys, standard, secret, life(secret, at));
    }
    for (Secret secret : more) {
      add(
          keys,
          standard,
          secret,
          List.of(
              new Remark(
                  "with secret %s, which was named".formatted(secret.id()),
                  "name it in the source's secrets")));
    }
    for (Known other : known.all()) {
      if (own(proof).stream().noneMatch(own -> own.value().equals(other.secret().value()))) {
        boolean sibling = other.source().equals(source);
        add(
            keys,
            standard,
            other.secret(),
            List.of(
                new Remark(
                    sibling
                        ? "with %s, another secret of this source".formatted(other.secret().id())
                        : "with %s, the secret of source %s"
                            .formatted(other.secret().id(), other.source()),
                    sibling
                        ? "name that secret at this proof, or give the vendor the right one"
                        : "the vendor posts to the wrong door or has the other source's secret")));
      }
    }
    return keys;
  }

  private static List<Secret> own(Proof proof) {
    return proof.all().stream().filter(secret -> !secret.standsIn()).toList();
  }

  private static List<Remark> life(Secret secret, Instant at) {
    return switch (secret.at(at)) {
      case LIVE -> List.of();
      case OVER ->
          List.of(
              new Remark(
                  "with secret %s, which was over since %s"
                      .formatted(secret.id(), secret.notAfter()),
                  "give the vendor the secret that is live, or move not_after"));
      case TO_COME ->
          List.of(
              new Remark(
                  "with secret %s, which is not live before %s"
                      .formatted(secret.id(), secret.notBefore()),
                  "move not_before: the vendor uses it already"));
    };
  }

  private static void add(
      List<Variant<byte[]>> keys, boolean standard, Secret secret, List<Remark> changes) {
    String value = secret.value();
    byte @Nullable [] decoded = standard ? shared(value) : null;
    if (decoded != null) {
      keys.add(new Variant<>(decoded, changes));
      form(keys, changes, utf8(value), "with the characters of the key, not what base64 says");
      form(
          keys,
          changes,
          utf8(value.replaceFirst("^whsec_", "")),
          "with the characters of the key behind whsec_, not what base64 says");
      return;
    }
    if (!standard) {
      keys.add(new Variant<>(utf8(value), changes));
    }
    form(keys, changes, utf8(value.strip()), "with the secret without the blanks round it");
    form(keys, changes, utf8(value + "\n"), "with the secret and a line break behind it");
    form(keys, changes, hex(value), "with the bytes that the secret says in hex");
    form(keys, changes, base64(value), "with the bytes that the secret says in base64");
    form(keys, changes, utf8(value.replaceFirst("^whsec_", "")), "with the secret behind whsec_");
    form(
        keys,
        changes,
        base64(value.replaceFirst("^whsec_", "")),
        "with the bytes that the secret says in base64 behind whsec_");
  }

  private static void form(
      List<Variant<byte[]>> keys, List<Remark> changes, byte @Nullable [] key, String said) {
    if (key != null && keys.stream().noneMatch(one -> Arrays.equals(one.value(), key))) {
      List<Remark> all = new ArrayList<>(changes);
      all.add(new Remark(said, AS_IT_IS));
      keys.add(new Variant<>(key, all));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] shared(String value) {
    try {
      return StandardKey.of(value) instanceof StandardKey.Shared(var key) ? key.getEncoded() : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte @Nullable [] hex(String text) {
    try {
      return text.isEmpty() ? null : HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte @Nullable [] base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return bytes.length == 0 ? null : bytes;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
