package dev.trunkline.vendors;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.vendors.Translation.Element;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one source's deliveries: decode, split, fields, mapping, finish. Thread-safe. */
final class SourceTranslator {

  private final Spec spec;
  private final String definitionHash;
  private final Decoder decoder;
  private final Splitter splitter;
  private final Fields fields;
  private final Mapping mapping;
  private final Finish finish;

  /**
   * A reader for a source.
   *
   * @throws Refused if the mapping does not compile
   */
  SourceTranslator(Source source, VendorDefinition definition) {
    spec = definition.spec();
    definitionHash = definition.hash(source);
    String region = source.region() == null ? spec.region() : source.region();
    Phones phones = new Phones(region, spec.strip());
    Instants instants = new Instants(definition.zone(source), spec.patterns());
    decoder = new Decoder(spec.decoding());
    splitter = new Splitter(spec.split());
    fields = new Fields(spec, source.fields(), instants);
    mapping =
        Mapping.compile(
            definition.mappingFile(),
            definition.mapping(),
            new Functions(spec.words(), phones, instants, source.ownNumbers()));
    finish = new Finish(source, spec, definitionHash, fields, phones, instants);
  }

  /** What a delivery means: every element exactly once. Never throws for what a body holds. */
  Translation translate(Delivery delivery) {
    List<Element> elements = new ArrayList<>();
    try {
      switch (decoder.decode(delivery)) {
        case Decoded.Nothing nothing -> elements.add(new Element.Ignored(nothing.reason()));
        case Decoded.Tree tree -> {
          for (Splitter.Part part : splitter.split(tree)) {
            elements.add(element(part, delivery, elements.size()));
          }
        }
      }
    } catch (Unreadable e) {
      elements.clear();
      elements.add(new Element.Rejected(e.reason(), delivery.body()));
    }
    return new Translation(definitionHash, elements);
  }

  private Element element(Splitter.Part part, Delivery delivery, int index) {
    try {
      if (!(part.value() instanceof JsonObject object)) {
        return rejected("element is no object", part);
      }
      Fields.Read read = fields.read(object);
      List<Object> answers = mapping.evaluate(input(read, part, delivery), object, part.envelope());
      return told(answers, object, read, part, delivery, index);
    } catch (Unreadable e) {
      return rejected(e.reason(), part);
    } catch (RuntimeException e) {
      // One element's oddity must not cost its neighbours; the class names the place to look at.
      return rejected("cannot be read (" + e.getClass().getSimpleName() + ")", part);
    }
  }

  private Element told(
      List<Object> answers,
      JsonObject object,
      Fields.Read read,
      Splitter.Part part,
      Delivery delivery,
      int index) {
    if (answers.isEmpty()) {
      return rejected("the mapping says nothing about this", part);
    }
    List<CanonicalEvent> events = new ArrayList<>();
    @Nullable String extras = null;
    for (Object answer : answers) {
      switch (answer) {
        case Verdict verdict -> {
          return verdict.ignored()
              ? new Element.Ignored(verdict.reason())
              : rejected(verdict.reason(), part);
        }
        case Map<?, ?> event -> {
          if (events.isEmpty()) {
            extras = extras(object, read);
          }
          events.add(finish.event(event, read, extras, delivery, index));
        }
        default -> throw new Unreadable("the mapping answers neither an event nor a verdict");
      }
    }
    if (Finish.repeats(events)) {
      throw new Unreadable("the mapping says one event twice");
    }
    return new Element.Understood(events);
  }

  private @Nullable String extras(JsonObject object, Fields.Read read) {
    List<List<String>> used = new ArrayList<>(read.used());
    if (!spec.leftOut().isEmpty()) {
      Keys keys = new Keys(object);
      for (Alias alias : spec.leftOut()) {
        Alias.Found found = alias.in(keys);
        if (found != null) {
          used.add(found.keys());
        }
      }
    }
    return Extras.of(object, used);
  }

  private Map<String, Object> input(Fields.Read read, Splitter.Part part, Delivery delivery) {
    Map<String, Object> input = new LinkedHashMap<>(read.values());
    input.put("door", delivery.door());
    input.put("channel", delivery.proof().startsWith("pulled") ? "pull" : "hook");
    if (!part.legs().isEmpty()) {
      List<Object> legs = new ArrayList<>();
      part.legs().forEach(leg -> legs.add(fields.read(leg).values()));
      input.put("legs", legs);
    }
    return input;
  }

  private static Element rejected(String reason, Splitter.Part part) {
    String slice = part.whole() instanceof JsonObject object ? object.slice() : null;
    String text = slice == null ? Json.write(part.whole()) : slice;
    return new Element.Rejected(reason, text.getBytes(StandardCharsets.UTF_8));
  }
}
