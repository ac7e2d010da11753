package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The tokens that open the operators' doors. Only digests of them are kept. Thread-safe. */
public final class OperatorTokens {

  /** The setting that names them. */
  public static final String SETTING = "trunkline.operator.tokens";

  /** No token: nobody is let in. */
  public static final OperatorTokens NONE = new OperatorTokens(List.of());

  /** What a caller without a token is asked for, as {@code WWW-Authenticate} says it. */
  public static final String CHALLENGE = "Bearer realm=\"trunkline\"";

  private static final String BEARER = "Bearer ";
  private static final String FILE = "file:";
  private static final int SHORTEST = 16;

  private final List<byte[]> digests;

  private OperatorTokens(List<byte[]> digests) {
    this.digests = List.copyOf(digests);
  }

  /** What was found about a request. */
  public enum Finding {
    /** It carries one of the tokens. */
    GENUINE,
    /** It carries none. */
    MISSING,
    /** What it carries is none of them. */
    WRONG,
    /** It carries several, so that a proxy and we could read different ones. */
    AMBIGUOUS,
    /** There is none that it could carry. */
    NOT_CONFIGURED
  }

  /**
   * The tokens as they are written in the settings: each a text, or {@code file:} and a path.
   *
   * @throws IllegalArgumentException naming the setting and the token's place, never a token
   */
  public static OperatorTokens of(List<String> written) {
    List<byte[]> digests = new ArrayList<>();
    for (String one : written) {
      String where = SETTING + ": number " + (digests.size() + 1);
      String token = one.startsWith(FILE) ? read(where, one.substring(FILE.length())) : one;
      if (token.length() < SHORTEST) {
        throw new IllegalArgumentException(where + " is shorter than " + SHORTEST + " characters");
      }
      if (!token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
        throw new IllegalArgumentException(where + " has characters that no header carries");
      }
      digests.add(sha256(token));
    }
    return new OperatorTokens(digests);
  }

  /**
   * Judges a request, in a time that depends on no token's content or length, nor on which matched.
   *
   * @param authorization all values of its {@code Authorization} header, each char one byte
   */
  public Finding judge(List<String> authorization) {
    if (digests.isEmpty()) {
      return Finding.NOT_CONFIGURED;
    }
    if (authorization.size() > 1) {
      return Finding.AMBIGUOUS;
    }
    String value = authorization.isEmpty() ? "" : authorization.getFirst();
    if (!value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Finding.MISSING;
    }
    byte[] offered = sha256(value.substring(BEARER.length()).strip());
    boolean genuine = false;
    for (byte[] digest : digests) {
      genuine |= MessageDigest.isEqual(digest, offered);
    }
    return genuine ? Finding.GENUINE : Finding.WRONG;
  }

  private static String read(String where, String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          where + ": the file cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(ISO_8859_1));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
