package dev.trunkline.gateway;

import dev.trunkline.gateway.Verdict.Finding;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.PublicKeys;
import dev.trunkline.vendors.Signing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Judges signatures. Pure, as the {@link Doorkeeper} is, whose hands these are. */
final class Signatures {

  /** Looking one up costs as much as the hashing of a small body. */
  private static final ThreadLocal<Map<Proof.Algorithm, Mac>> MACS =
      ThreadLocal.withInitial(() -> new EnumMap<>(Proof.Algorithm.class));

  private Signatures() {}

  static Verdict hmac(Proof.Hmac proof, Claim claim) {
    Signing signing = proof.signing();
    return judged(
        signing,
        claim,
        made -> {
          List<byte[]> bytes = made.request().bytes(signing);
          return Fitting.of(
              proof,
              proof.secrets(),
              claim.now(),
              secret ->
                  anyEquals(
                      made.signatures(),
                      written(signing, mac(proof.algorithm(), secret.bytes(), bytes))));
        });
  }

  static Verdict ed25519(Proof.Ed25519 proof, Claim claim) {
    Signing signing = proof.signing();
    return judged(
        signing,
        claim,
        made -> {
          List<byte[]> bytes = made.request().bytes(signing);
          List<byte[]> offered = decoded(signing, made.signatures());
          return Fitting.of(
              proof,
              proof.secrets(),
              claim.now(),
              secret -> anyVerifies(PublicKeys.ed25519(secret.value()), bytes, offered));
        });
  }

  /** Finds which secret fits. */
  private interface Fits {
    Verdict of(Offer.Made made);
  }

  private static Verdict judged(Signing signing, Claim claim, Fits fits) {
    return switch (Offer.of(signing, claim)) {
      case Offer.Nothing nothing -> Verdict.UNPROVEN;
      case Offer.Twice twice -> Verdict.AMBIGUOUS;
      case Offer.Unreadable no -> new Verdict.Forged(Finding.UNREADABLE);
      case Offer.Made made -> {
        Verdict verdict = fits.of(made);
        if (!(verdict instanceof Verdict.Genuine genuine)) {
          yield verdict;
        }
        if (!made.request().coversBody(signing)) {
          yield Verdict.FORGED;
        }
        Signing.Stamp stamp = signing.stamp();
        yield stamp == null
            ? genuine
            : Stamped.judge(stamp, made.request().time(), claim.now(), genuine, key(made));
      }
    };
  }

  /** What makes it this request and no other: signatures, and what they are of. */
  private static String key(Offer.Made made) {
    return String.join(",", made.signatures());
  }

  /** Every one is compared, so that time does not tell which one matched. */
  static boolean anyEquals(List<String> offered, List<byte[]> right) {
    boolean any = false;
    for (String one : offered) {
      byte[] value = one.getBytes(StandardCharsets.UTF_8);
      for (byte[] form : right) {
        any |= MessageDigest.isEqual(form, value);
      }
    }
    return any;
  }

  static boolean anyVerifies(PublicKey key, List<byte[]> bytes, List<byte[]> offered) {
    boolean any = false;
    for (byte[] one : offered) {
      any |= verifies(key, bytes, one);
    }
    return any;
  }

  static byte[] mac(Proof.Algorithm algorithm, byte[] key, List<byte[]> bytes) {
    return mac(algorithm, new SecretKeySpec(key, algorithm.jca()), bytes);
  }

  static byte[] mac(Proof.Algorithm algorithm, SecretKey key, List<byte[]> bytes) {
    try {
      Mac mac = MACS.get().computeIfAbsent(algorithm, Signatures::newMac);
      mac.init(key);
      bytes.forEach(mac::update);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm.jca(), e);
    }
  }

  /**
   * The values that would be right. Comparing written forms is stricter than decoding what came:
   * other case, missing padding or blanks are other bytes.
   */
  private static List<byte[]> written(Signing signing, byte[] mac) {
    String encoded =
        switch (signing.encoding()) {
          case HEX -> HexFormat.of().formatHex(mac);
          case BASE64 -> Base64.getEncoder().encodeToString(mac);
        };
    byte[] full = (signing.prefix() + encoded).getBytes(StandardCharsets.UTF_8);
    return signing.prefixMayLack()
        ? List.of(full, encoded.getBytes(StandardCharsets.UTF_8))
        : List.of(full);
  }

  private static List<byte[]> decoded(Signing signing, List<String> offered) {
    List<byte[]> decoded = new ArrayList<>();
    for (String one : offered) {
      boolean prefixed = one.startsWith(signing.prefix());
      if (prefixed || signing.prefixMayLack()) {
        byte @Nullable [] bytes =
            decoded(signing.encoding(), prefixed ? one.substring(signing.prefix().length()) : one);
        if (bytes != null) {
          decoded.add(bytes);
        }
      }
    }
    return decoded;
  }

  static byte @Nullable [] decoded(Proof.Encoding encoding, String written) {
    try {
      return switch (encoding) {
        case HEX -> HexFormat.of().parseHex(written);
        case BASE64 -> Base64.getDecoder().decode(written);
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean verifies(PublicKey key, List<byte[]> bytes, byte[] signature) {
    try {
      Signature judge = Signature.getInstance("Ed25519");
      judge.initVerify(key);
      for (byte[] piece : bytes) {
        judge.update(piece);
      }
      return judge.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // what is no signature at all is none of these bytes
    }
  }

  private static Mac newMac(Proof.Algorithm algorithm) {
    try {
      return Mac.getInstance(algorithm.jca());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm.jca(), e);
    }
  }
}
