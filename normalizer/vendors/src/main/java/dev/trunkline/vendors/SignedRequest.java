package dev.trunkline.vendors;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a request that signatures are of. Pure; the same for who signs and who judges.
 *
 * @param target path and query as they are on the wire
 * @param contentType as the request says it, null if it does not
 * @param time as the request says it, null if the scheme has none
 * @param id as the request says it, null if the scheme has none
 * @param body shared, read-only
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record SignedRequest(
    String target,
    @Nullable String contentType,
    @Nullable String time,
    @Nullable String id,
    byte[] body) {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** The bytes that are signed, in order. */
  public List<byte[]> bytes(Signing signing) {
    return bytes(signing.text(), signing.publicUrl());
  }

  /**
   * The bytes of a text that holds pieces of this request, in order.
   *
   * @param publicUrl what the vendor posts to, up to where the target begins; null: none is known
   */
  public List<byte[]> bytes(SignedText text, @Nullable String publicUrl) {
    List<byte[]> bytes = new ArrayList<>();
    for (SignedText.Part part : text.parts()) {
      bytes.add(
          switch (part) {
            case SignedText.Plain plain -> plain.bytes();
            case SignedText.Piece piece ->
                switch (piece) {
                  case BODY -> body;
                  case T -> wire(time);
                  case ID -> wire(id);
                  case URL -> wire(publicUrl == null ? target : publicUrl + target);
                  case FORM -> fields();
                };
          });
    }
    return bytes;
  }

  /**
   * Whether the signed text says all of the body: as bytes, as fields of a form, or by the hash
   * that stands in the signed URL.
   */
  public boolean coversBody(Signing signing) {
    if (signing.text().pieces().contains(SignedText.Piece.BODY)) {
      return true;
    }
    List<String> hashes = signing.bodyHash() == null ? List.of() : hashes(signing.bodyHash());
    return hashes.isEmpty()
        ? isForm() && pairs().stream().noneMatch(pair -> name(pair).isEmpty())
        : hashes.size() == 1 && hashes.getFirst().toLowerCase(Locale.ROOT).equals(sha256());
  }

  private boolean isForm() {
    return contentType != null
        && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM);
  }

  /** As Twilio has it: sorted by name, a name's values sorted too and each but once. */
  private byte[] fields() {
    if (!isForm()) {
      return new byte[0];
    }
    SortedMap<String, SortedSet<String>> fields = new TreeMap<>();
    for (String pair : pairs()) {
      int equals = pair.indexOf('=');
      fields
          .computeIfAbsent(name(pair), name -> new TreeSet<>())
          .add(equals < 0 ? "" : unescaped(pair.substring(equals + 1)));
    }
    StringBuilder all = new StringBuilder();
    fields.forEach((name, values) -> values.forEach(value -> all.append(name).append(value)));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<String> pairs() {
    return body.length == 0
        ? List.of()
        : Arrays.asList(new String(body, StandardCharsets.UTF_8).split("&", -1));
  }

  private List<String> hashes(String parameter) {
    int query = target.indexOf('?');
    List<String> values = new ArrayList<>();
    for (String pair : (query < 0 ? "" : target.substring(query + 1)).split("&", -1)) {
      if (name(pair).equals(parameter)) {
        values.add(unescaped(pair.substring(pair.indexOf('=') + 1)));
      }
    }
    return values;
  }

  private String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return unescaped(equals < 0 ? pair : pair.substring(0, equals));
  }

  /** Itself where its escapes are broken. */
  private static String unescaped(String written) {
    try {
      return URLDecoder.decode(written, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return written;
    }
  }

  /** What came over the wire is one char a byte. */
  private static byte[] wire(@Nullable String text) {
    return text == null ? new byte[0] : text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
