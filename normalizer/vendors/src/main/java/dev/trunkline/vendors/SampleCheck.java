package dev.trunkline.vendors;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.vendors.Translation.Element;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that stories come out as they say. */
public final class SampleCheck {

  private static final String DELIVERY = "01970000-0000-7000-8000-000000000000";
  private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");

  private SampleCheck() {}

  /**
   * How a story comes out otherwise than it says, by a definition.
   *
   * @return one sentence a difference; empty if it comes out as it says
   */
  public static List<String> differences(Sample sample, VendorDefinition definition) {
    SourceTranslator translator = new SourceTranslator(sample.source(), definition);
    return differences(sample, translator.translate(delivery(sample)));
  }

  /** The story as it is checked. */
  static Delivery delivery(Sample sample) {
    return sample.delivery(DELIVERY, sample.vendor(), RECEIVED);
  }

  /** Refuses a definition of which a story does not come out as it says. */
  static void refuseIfWrong(VendorDefinition definition) {
    for (Sample sample : definition.samples()) {
      List<String> differences = differences(sample, definition);
      if (!differences.isEmpty()) {
        throw new Refused(
            definition.vendor() + "/samples/" + sample.name() + ".json: " + differences.get(0));
      }
    }
  }

  private static List<String> differences(Sample sample, Translation translation) {
    List<String> differences = new ArrayList<>();
    List<CanonicalEvent> events = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    for (Element element : translation.elements()) {
      switch (element) {
        case Element.Understood understood -> events.addAll(understood.events());
        case Element.Ignored nothing -> ignored.add(nothing.reason());
        case Element.Rejected broken -> rejected.add(broken.reason());
      }
    }
    Sample.Means means = sample.means();
    compare("ignored", means.ignored(), ignored, differences);
    compare("rejected", means.rejected(), rejected, differences);
    if (events.size() != means.events().size()) {
      differences.add(
          "it makes "
              + events.size()
              + " events, not "
              + means.events().size()
              + (rejected.isEmpty() ? "" : "; rejected: " + rejected));
      return differences;
    }
    for (int i = 0; i < events.size(); i++) {
      compare(i, means, events.get(i), differences);
    }
    return differences;
  }

  private static void compare(
      String fate, List<String> expected, List<String> actual, List<String> differences) {
    if (expected.size() != actual.size()) {
      differences.add(fate + " are " + actual + ", not " + expected);
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).isEmpty() && !expected.get(i).equals(actual.get(i))) {
        differences.add(fate + " is: " + actual.get(i) + ", not: " + expected.get(i));
      }
    }
  }

  private static void compare(
      int index, Sample.Means means, CanonicalEvent event, List<String> differences) {
    if (!(Json.read(new String(EventJson.write(event), StandardCharsets.UTF_8))
        instanceof JsonObject wire)) {
      throw new IllegalStateException("an event is an object");
    }
    for (Map.Entry<String, @Nullable Object> expected : means.events().get(index).entrySet()) {
      Object actual = wire.get(expected.getKey());
      if (!String.valueOf(expected.getValue()).equals(String.valueOf(actual))) {
        differences.add(
            "event "
                + index
                + ": "
                + expected.getKey()
                + " is "
                + actual
                + ", not "
                + expected.getValue());
      }
    }
    means
        .not()
        .forEach(
            (name, trap) -> {
              if (trap.toString().equals(String.valueOf(wire.get(name)))) {
                differences.add("event " + index + ": " + name + " must not be " + trap);
              }
            });
  }
}
