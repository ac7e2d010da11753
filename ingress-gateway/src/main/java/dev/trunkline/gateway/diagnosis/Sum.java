package dev.trunkline.gateway.diagnosis;

import java.util.ArrayList;
import java.util.List;

/** How a vendor may have summed up key and text. */
enum Sum {
  HMAC("") {
    @Override
    byte[] of(int bytes, byte[] key, List<byte[]> text) {
      return Digests.mac(hmac(bytes), key, text);
    }
  },
  SWAPPED("if key and text had changed places in the call") {
    @Override
    byte[] of(int bytes, byte[] key, List<byte[]> text) {
      return Digests.mac(hmac(bytes), joined(text), List.of(key));
    }
  },
  KEY_FIRST("as a plain hash of secret and text, which is no HMAC") {
    @Override
    byte[] of(int bytes, byte[] key, List<byte[]> text) {
      List<byte[]> all = new ArrayList<>(List.of(key));
      all.addAll(text);
      return Digests.hash(hash(bytes), all);
    }
  },
  KEY_LAST("as a plain hash of text and secret, which is no HMAC") {
    @Override
    byte[] of(int bytes, byte[] key, List<byte[]> text) {
      List<byte[]> all = new ArrayList<>(text);
      all.add(key);
      return Digests.hash(hash(bytes), all);
    }
  },
  NO_KEY("as a plain hash of the text, which anybody can make") {
    @Override
    byte[] of(int bytes, byte[] key, List<byte[]> text) {
      return Digests.hash(hash(bytes), text);
    }
  };

  private final String said;

  Sum(String said) {
    this.said = said;
  }

  /** The sum that has so many bytes. */
  abstract byte[] of(int bytes, byte[] key, List<byte[]> text);

  Variant<Sum> variant() {
    return said.isEmpty()
        ? Variant.same(this)
        : Variant.of(this, said, "have the vendor make an HMAC (RFC 2104): key, then text");
  }

  /** The algorithm whose sums have so many bytes. */
  static String hmac(int bytes) {
    return switch (bytes) {
      case 20 -> "HmacSHA1";
      case 32 -> "HmacSHA256";
      default -> "HmacSHA512";
    };
  }

  private static String hash(int bytes) {
    return switch (bytes) {
      case 20 -> "SHA-1";
      case 32 -> "SHA-256";
      default -> "SHA-512";
    };
  }

  private static byte[] joined(List<byte[]> pieces) {
    int length = pieces.stream().mapToInt(piece -> piece.length).sum();
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, joined, at, piece.length);
      at += piece.length;
    }
    return joined;
  }
}
