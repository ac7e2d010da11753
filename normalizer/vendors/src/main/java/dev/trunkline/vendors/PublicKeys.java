package dev.trunkline.vendors;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Reads public keys as vendors show them. */
public final class PublicKeys {

  /** What stands before the 32 bytes of a key in its DER form (RFC 8410). */
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int RAW = 32;

  private PublicKeys() {}

  /**
   * An Ed25519 key (RFC 8032): its 32 bytes as hex or base64, or its DER form as base64 or PEM.
   *
   * @throws IllegalArgumentException without what was written, if it is none of these
   */
  public static PublicKey ed25519(String written) {
    byte[] bytes = bytes(written.strip());
    byte[] der = bytes.length == RAW ? joined(ED25519, bytes) : bytes;
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is no Ed25519 public key", e);
    }
  }

  private static byte[] bytes(String written) {
    try {
      return written.length() == 2 * RAW
          ? HexFormat.of().parseHex(written)
          : Base64.getMimeDecoder().decode(written.replaceAll("-----[A-Z ]+-----", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is neither hex nor base64", e);
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(one);
    all.writeBytes(other);
    return all.toByteArray();
  }
}
