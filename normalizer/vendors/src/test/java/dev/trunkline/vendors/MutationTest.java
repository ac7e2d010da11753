package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.vendors.Translation.Element;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a vendor does to a field, every element has one fate and nothing is thrown. */
class MutationTest {

  private static final List<Object> INSTEAD =
      List.of(
          JsonNull.NULL,
          "",
          "---",
          "{X}",
          "x".repeat(300),
          new JsonNumber("1e400"),
          new JsonNumber("-7"),
          true,
          List.of(),
          List.of("a", "b"),
          new JsonObject(),
          "\uFFFD");

  static Stream<Sample> samples() {
    return Given.VENDORS.all().stream().flatMap(vendor -> vendor.samples().stream());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyMutantHasOneFate(Sample sample) {
    String body = new String(sample.body(), StandardCharsets.UTF_8);
    if (!body.startsWith("{") && !body.startsWith("[")) {
      return;
    }
    Translator translator = Translator.of(Given.VENDORS, List.of(sample.source()));
    Object tree = Json.read(body);
    int expected =
        translator
            .translate(sample.delivery("d", sample.vendor(), Given.RECEIVED))
            .elements()
            .size();
    List<JsonObject> objects = new ArrayList<>();
    collect(tree, objects);
    // The records of a batch are alike: two tell as much as all.
    for (JsonObject object : objects.subList(0, Math.min(2, objects.size()))) {
      for (String key : List.copyOf(object.keySet())) {
        Object was = object.get(key);
        object.remove(key);
        check(sample, translator, tree, expected);
        for (Object instead : INSTEAD) {
          object.put(key, instead);
          check(sample, translator, tree, expected);
        }
        object.put(key, was);
      }
    }
  }

  private static void check(Sample sample, Translator translator, Object tree, int expected) {
    byte[] body = Json.write(tree).getBytes(StandardCharsets.UTF_8);
    Delivery sent = sample.delivery("d", sample.vendor(), Given.RECEIVED);
    Delivery mutant =
        new Delivery(
            sent.id(),
            sent.source(),
            sent.vendor(),
            sent.door(),
            sent.receivedAt(),
            sent.method(),
            sent.query(),
            sent.contentType(),
            sent.remoteIp(),
            sent.proof(),
            null,
            sent.requestHeaders(),
            null,
            body);
    List<Element> elements = translator.translate(mutant).elements();
    boolean containerGone = elements.size() != expected;
    assertThat(containerGone && tree instanceof List<?>).as("elements were lost").isFalse();
    for (Element element : elements) {
      switch (element) {
        case Element.Understood understood -> {
          assertThat(understood.events()).isNotEmpty();
          understood.events().forEach(event -> assertThat(EventJson.write(event)).isNotEmpty());
        }
        case Element.Ignored ignored -> assertThat(ignored.reason()).isNotBlank();
        case Element.Rejected rejected ->
            assertThat(rejected.reason())
                .as("an accident, not a judgement")
                .doesNotContain("cannot be read (", "mapping fails");
      }
    }
  }

  private static void collect(Object value, List<JsonObject> objects) {
    switch (value) {
      case JsonObject object -> {
        objects.add(object);
        object.values().forEach(inner -> collect(inner, objects));
      }
      case List<?> list -> list.forEach(inner -> collect(inner, objects));
      default -> {}
    }
  }
}
