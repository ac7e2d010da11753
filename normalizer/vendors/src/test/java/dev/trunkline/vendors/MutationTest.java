package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.vendors.Translation.Element;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a vendor does to one field, every element has one fate, and it is the pinned one: {@code
 * src/test/resources/mutations/<vendor>.txt}. Run with {@code -Dpins=write} to write the pins anew,
 * and read the difference.
 */
class MutationTest {

  private static final Path PINS = Path.of("src/test/resources/mutations");
  private static final Set<String> OWN =
      Set.of("event_id", "delivery_id", "received_at", "definition_hash", "extras");

  /** What leaves a text where a phone stood. */
  private static final Set<String> STILL_SAYS_SOMETHING =
      Set.of("number", "absurd", "negative", "huge");

  static Stream<String> vendors() {
    return Given.VENDORS.all().stream().map(VendorDefinition::vendor);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vendors")
  void everyMutantHasItsPinnedFate(String vendor) throws IOException {
    List<String> found = verdicts(vendor);
    Path pins = PINS.resolve(vendor + ".txt");
    if ("write".equals(System.getProperty("pins"))) {
      Files.createDirectories(PINS);
      Files.write(pins, found);
    }
    assertThat(found).isEqualTo(Files.readAllLines(pins));
  }

  @Test
  void aPhoneThatIsNoneDropsNoLead() {
    List<String> seen = new ArrayList<>();
    for (VendorDefinition vendor : Given.VENDORS.all()) {
      Set<String> phones = phones(vendor);
      for (Sample sample : vendor.samples()) {
        Translator translator = Translator.of(Given.VENDORS, List.of(sample.source()));
        Mutants mutants = new Mutants(sample);
        long leads = leads(translator, mutants.itself());
        mutants.each(
            (mutation, delivery) -> {
              String field = mutation.substring(0, mutation.indexOf('\t'));
              String how = mutation.substring(mutation.indexOf('\t') + 1);
              if (STILL_SAYS_SOMETHING.contains(how)
                  && phones.contains(Text.plainKey(field.substring(field.lastIndexOf('.') + 1)))) {
                seen.add(mutation);
                assertThat(leads(translator, delivery))
                    .as(vendor.vendor() + "/" + sample.name() + " " + mutation)
                    .isGreaterThanOrEqualTo(leads);
              }
            });
      }
    }
    assertThat(seen).hasSizeGreaterThan(100);
  }

  /** The plain names of a vendor's fields for the number of somebody who may be a lead. */
  private static Set<String> phones(VendorDefinition vendor) {
    Set<String> phones = new TreeSet<>();
    for (String field : List.of("phone", "customer", "customer_phone")) {
      vendor
          .spec()
          .fields()
          .getOrDefault(field, List.of())
          .forEach(alias -> phones.add(Text.plainKey(alias)));
    }
    return phones;
  }

  private static long leads(Translator translator, Delivery delivery) {
    return translator.translate(delivery).elements().stream()
        .flatMap(
            element ->
                element instanceof Element.Understood understood
                    ? understood.events().stream()
                    : Stream.of())
        .filter(event -> event.eventType().kind() == EventKind.LEAD)
        .count();
  }

  /** One line a field of a sample: the ways it was changed, by what came of it. */
  private static List<String> verdicts(String vendor) {
    List<String> lines = new ArrayList<>();
    for (Sample sample : Given.VENDORS.get(vendor).samples()) {
      Translator translator = Translator.of(Given.VENDORS, List.of(sample.source()));
      Mutants mutants = new Mutants(sample);
      List<String> before = told(translator.translate(mutants.itself()).elements());
      Map<String, Map<String, List<String>>> byField = new LinkedHashMap<>();
      mutants.each(
          (mutation, delivery) -> {
            List<Element> elements = translator.translate(delivery).elements();
            noAccident(mutation, elements);
            // An empty list is an empty page; nothing else may leave a delivery without a fate.
            boolean isPage = new String(delivery.body(), StandardCharsets.UTF_8).contains("[]");
            assertThat(elements.isEmpty() && !isPage).as(mutation).isFalse();
            int tab = mutation.indexOf('\t');
            byField
                .computeIfAbsent(mutation.substring(0, tab), field -> new LinkedHashMap<>())
                .computeIfAbsent(verdict(before, told(elements)), verdict -> new ArrayList<>())
                .add(mutation.substring(tab + 1));
          });
      byField.forEach(
          (field, verdicts) -> {
            lines.add(sample.name() + " " + field);
            verdicts.forEach(
                (verdict, ways) -> lines.add("  " + String.join(",", ways) + ": " + verdict));
          });
    }
    return lines;
  }

  private static void noAccident(String mutation, List<Element> elements) {
    for (Element element : elements) {
      if (element instanceof Element.Rejected rejected) {
        assertThat(rejected.reason())
            .as("an accident, not a judgement: " + mutation)
            .doesNotContain("cannot be read (", "mapping fails", "takes more than");
      }
    }
  }

  /** What an element came to, a line a fact. */
  private static List<String> told(List<Element> elements) {
    return elements.stream()
        .map(
            element ->
                switch (element) {
                  case Element.Understood understood -> facts(understood.events());
                  case Element.Ignored(var reason) -> "ignored " + reason;
                  case Element.Rejected rejected -> "dead " + rejected.reason();
                })
        .toList();
  }

  private static String facts(List<CanonicalEvent> events) {
    StringBuilder facts = new StringBuilder();
    for (CanonicalEvent event : events) {
      String prefix = event.eventType().wire() + ".";
      JsonObject wire =
          (JsonObject) Json.read(new String(EventJson.write(event), StandardCharsets.UTF_8));
      wire.forEach(
          (name, value) -> {
            if (!OWN.contains(name)) {
              facts.append(prefix).append(name).append('=').append(value).append('\n');
            }
          });
    }
    return facts.toString();
  }

  private static String verdict(List<String> before, List<String> after) {
    List<String> verdicts = new ArrayList<>();
    if (before.size() != after.size()) {
      verdicts.add(after.size() + " elements, were " + before.size());
    }
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      if (!before.get(i).equals(after.get(i))) {
        verdicts.add(
            (before.size() == 1 ? "" : "#" + i + " ") + change(before.get(i), after.get(i)));
      }
    }
    return verdicts.isEmpty() ? "the same" : String.join("; ", verdicts);
  }

  private static String change(String before, String after) {
    if (!after.contains("=") || after.startsWith("dead ") || after.startsWith("ignored ")) {
      return after;
    }
    Map<String, String> was = byName(before);
    Map<String, String> is = byName(after);
    Set<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      if (!was.containsKey(name)) {
        changes.add("+" + name);
      } else if (!is.containsKey(name)) {
        changes.add("-" + name);
      } else if (!was.get(name).equals(is.get(name))) {
        changes.add(name + shown(name, is.get(name)));
      }
    }
    return String.join(" ", changes);
  }

  /** Words and flags are worth reading in a pin; texts are not. */
  private static String shown(String name, String value) {
    return name.endsWith("status") || name.endsWith("direction") ? "=" + value : "";
  }

  private static Map<String, String> byName(String facts) {
    Map<String, String> byName = new LinkedHashMap<>();
    for (String fact : facts.split("\n")) {
      int equals = fact.indexOf('=');
      if (equals > 0) {
        byName.put(fact.substring(0, equals), fact.substring(equals + 1));
      }
    }
    return byName;
  }
}
