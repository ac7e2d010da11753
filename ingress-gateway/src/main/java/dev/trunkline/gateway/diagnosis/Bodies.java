package dev.trunkline.gateway.diagnosis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What a body may have been before something on its way wrote it anew. */
final class Bodies {

  private static final int LARGEST = 1 << 20;

  private static final String ON_THE_WAY =
      "let every proxy on the way pass the body on byte for byte, and have the vendor sign what it"
          + " sends";

  private static final Map<String, JsonForm> JSON = new LinkedHashMap<>();

  static {
    JSON.put("as JSON.stringify writes it", JsonForm.TIGHT);
    JSON.put("as JSON without blanks, in ASCII", JsonForm.TIGHT_ASCII);
    JSON.put("as Python's json.dumps writes it", JsonForm.PYTHON);
    JSON.put("as json.dumps(ensure_ascii=False) writes it", JsonForm.PYTHON_UNICODE);
    JSON.put("as PHP's json_encode writes it", JsonForm.PHP);
    JSON.put("as JSON indented by 2", JsonForm.INDENTED_2);
    JSON.put("as JSON indented by 4", JsonForm.INDENTED_4);
  }

  private Bodies() {}

  /** The body as it came, and then what it may have been; no bytes twice. */
  static List<Variant<byte[]>> of(byte[] body) {
    Collected all = new Collected(new ArrayList<>(), new HashSet<>());
    all.add(Variant.same(body));
    String text = new String(body, StandardCharsets.UTF_8);
    all.add(text.stripTrailing(), "without the blanks or line break at its end");
    all.add(text.strip(), "without the blanks round it");
    all.add(text + "\n", "with a line break at its end");
    all.add(text + "\r\n", "with a line break (CR LF) at its end");
    all.add(text.replace("\r\n", "\n"), "with LF for CR LF");
    all.add(text.replace("\r\n", "\n").replace("\n", "\r\n"), "with CR LF for LF");
    all.add(text.replaceFirst("^\uFEFF", ""), "without the byte order mark");
    JSON.forEach((said, form) -> all.add(form.write(body), said));
    if (!text.startsWith("{") && !text.startsWith("[")) {
      all.add(text.replace("+", "%20"), "with %20 for + in the form");
      all.add(text.replace("%20", "+"), "with + for %20 in the form");
      all.add(latin(body), "read as ISO 8859-1 and written as UTF-8");
    }
    byte @Nullable [] inflated = inflated(body);
    if (inflated != null) {
      all.add(
          Variant.of(
              inflated,
              "if the body had been signed before it was compressed",
              "have the vendor sign the compressed bytes, or send them as they are"));
    }
    all.add(
        Variant.of(
            new byte[0],
            "if nothing had stood for the body",
            "the vendor signs an empty body: its code reads the body after it was used up"));
    return all.variants();
  }

  private record Collected(List<Variant<byte[]>> variants, Set<String> seen) {

    void add(@Nullable String text, String said) {
      if (text != null) {
        add(
            Variant.of(
                text.getBytes(StandardCharsets.UTF_8),
                "if the body had been written " + said,
                ON_THE_WAY));
      }
    }

    void add(Variant<byte[]> variant) {
      if (seen.add(Digests.sha256(variant.value()))) {
        variants.add(variant);
      }
    }
  }

  private static String latin(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  private static byte @Nullable [] inflated(byte[] body) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] inflated = gzip.readNBytes(LARGEST);
      return inflated.length == LARGEST ? null : inflated;
    } catch (IOException e) {
      return null;
    }
  }
}
