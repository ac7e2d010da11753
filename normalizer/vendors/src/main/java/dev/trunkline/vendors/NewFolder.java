package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import dev.trunkline.canonical.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's folder as it begins: it loads, its sample comes out as it says, and a person goes on
 * from there.
 *
 * @param files texts by path, {@code samples/first.json}
 * @param hints what is left to do, one sentence each
 */
public record NewFolder(Map<String, String> files, List<String> hints) {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final String EXAMPLE =
      """
      {
        "call_id": "c-1",
        "start_time": "2026-01-01T10:00:00Z",
        "customer_phone": "+12025550123",
        "duration": 63,
        "agent_name": "Dana",
        "disposition": "ANSWERED"
      }
      """;

  /** Copies the lists. */
  public NewFolder {
    hints = List.copyOf(hints);
  }

  /**
   * A folder for a vendor that sends bodies like this one.
   *
   * @param vendor its id
   * @param payload a JSON object or list, a form or a query string; null: a made-up call
   * @param known vendors whose names of fields are tried
   * @throws Refused if the id is none or the payload cannot be read
   */
  public static NewFolder of(String vendor, byte @Nullable [] payload, Vendors known) {
    if (!ID.matches(vendor)) {
      throw new Refused("a vendor's id is like acme-leads: [a-z0-9-], at most 63 characters");
    }
    byte[] body =
        payload == null ? EXAMPLE.getBytes(StandardCharsets.UTF_8) : withoutQuestionMark(payload);
    Object root = decoded(vendor, body);
    Guess guess = Guess.of(root, known);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("vendor.yaml", NewTexts.yaml(vendor, guess));
    files.put("mapping.jsonata", NewTexts.mapping(guess.kind()));
    Translation meaning = meaning(vendor, files, guess, body);
    files.put("samples/first.json", NewTexts.sample(guess, root, body, meaning));
    files.put("README.md", NewTexts.readme(vendor));
    return new NewFolder(files, hints(guess, meaning));
  }

  private static List<String> hints(Guess guess, Translation meaning) {
    List<String> hints = new ArrayList<>();
    for (Translation.Element element : meaning.elements()) {
      if (element instanceof Translation.Element.Rejected rejected) {
        hints.add("the sample is rejected so far: " + rejected.reason());
        break;
      }
    }
    if (!guess.unknown().isEmpty()) {
      hints.add("not used yet: " + String.join(", ", guess.unknown()));
    }
    return hints;
  }

  private static Translation meaning(
      String vendor, Map<String, String> files, Guess guess, byte[] body) {
    TreeMap<String, byte[]> bytes = new TreeMap<>();
    files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    VendorDefinition definition = VendorDefinition.of(new Folder(vendor, bytes));
    Source source = definition.reading(guess.zoneless() ? "UTC" : null, null);
    return new SourceTranslator(source, definition).translate(delivery(vendor, body));
  }

  private static Object decoded(String vendor, byte[] body) {
    try {
      Decoded decoded =
          new Decoder(new Spec.Decoding(List.of(), List.of(), false, false))
              .decode(delivery(vendor, body));
      Object root = decoded instanceof Decoded.Tree tree ? tree.root() : "";
      String twice = Json.keyTwice(root);
      if (twice != null) {
        throw new Refused("the payload's key " + Text.cut(twice, 64) + " stands twice");
      }
      return root;
    } catch (Unreadable e) {
      throw new Refused("the payload cannot be read: " + e.reason());
    }
  }

  private static Delivery delivery(String vendor, byte[] body) {
    return new Delivery(
        "01970000-0000-7000-8000-000000000000",
        vendor,
        vendor,
        NewTexts.DOOR,
        Instant.EPOCH,
        "POST",
        null,
        null,
        "127.0.0.1",
        "none",
        null,
        Map.of(),
        null,
        body);
  }

  private static byte[] withoutQuestionMark(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8).strip();
    return (text.startsWith("?") ? text.substring(1) : text).getBytes(StandardCharsets.UTF_8);
  }
}
