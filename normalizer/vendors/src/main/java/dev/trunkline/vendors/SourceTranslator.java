package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.vendors.Translation.Element;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one source's deliveries: decode, split, fields, mapping, finish. Thread-safe. */
final class SourceTranslator {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_. -]{0,60}[0-9]{0,3}");

  private final String definitionHash;
  private final Decoder decoder;
  private final Splitter splitter;
  private final Fields fields;
  private final Mapping mapping;
  private final Finish finish;
  private final Extras extras;
  private final Set<String> leftOut;
  private final List<Alias> leftOutInside;
  private final @Nullable RecordingLinks links;
  private final @Nullable RecordingRequests requests;

  /**
   * A reader for a source.
   *
   * @throws Refused if the mapping does not compile
   */
  SourceTranslator(Source source, VendorDefinition definition) {
    this(source, definition, definition.spec());
  }

  /** A reader by a definition, of which something is watched. */
  SourceTranslator(Source source, VendorDefinition definition, Spec spec) {
    definitionHash = definition.hash(source);
    String region = source.region() == null ? spec.region() : source.region();
    Phones phones = new Phones(region, spec.strip());
    Instants instants = new Instants(definition.zone(source), spec.patterns());
    extras = new Extras(spec.secretParameters());
    leftOut = spec.leftOut().stream().map(Alias::whole).collect(Collectors.toUnmodifiableSet());
    leftOutInside = spec.leftOut().stream().filter(alias -> alias.path().size() > 1).toList();
    decoder = new Decoder(spec.decoding());
    splitter = new Splitter(spec.split(), new Familiar(spec, source.fields()));
    fields = new Fields(spec, source.fields(), instants);
    mapping =
        Mapping.compile(
            definition.mappingFile(),
            definition.mapping(),
            new Functions(spec.words(), phones, instants, source.ownNumbers()));
    finish = new Finish(source, spec, definitionHash, fields, phones, instants);
    RecordingsSpec recordings = spec.recordings();
    links = recordings == null ? null : new RecordingLinks(fields);
    requests =
        recordings == null || !source.recordings().enabled()
            ? null
            : new RecordingRequests(recordings.wanted());
  }

  /** What a delivery means: every element exactly once. Never throws for what a body holds. */
  Translation translate(Delivery delivery) {
    return translate(new Reading(delivery, new Mapping.Budget(), null, null));
  }

  /**
   * What a delivery means.
   *
   * @param told is told each event with its links, where the vendor's calls have recordings
   */
  Translation translate(Delivery delivery, Consumer<Told> told) {
    return translate(new Reading(delivery, new Mapping.Budget(), null, told));
  }

  /** What a delivery means, and why. */
  Explained explain(Delivery delivery) {
    Trace trace = new Trace();
    return trace.explained(translate(new Reading(delivery, new Mapping.Budget(), trace, null)));
  }

  /** One delivery while it is read, and who watches. */
  private record Reading(
      Delivery delivery,
      Mapping.Budget budget,
      @Nullable Trace trace,
      @Nullable Consumer<Told> told) {}

  private Translation translate(Reading reading) {
    List<Element> elements = new ArrayList<>();
    try {
      switch (decoder.decode(reading.delivery())) {
        case Decoded.Nothing nothing -> elements.add(new Element.Ignored(nothing.reason()));
        case Decoded.Tree tree -> {
          if (tree.root() instanceof JsonObject root && root.twice() != null) {
            throw new Unreadable(twice(root.twice()));
          }
          for (Splitter.Part part : splitter.split(tree)) {
            elements.add(element(part, reading, elements.size()));
          }
        }
      }
    } catch (Unreadable e) {
      elements.clear();
      elements.add(new Element.Rejected(e.reason(), reading.delivery().body()));
    }
    return new Translation(definitionHash, elements);
  }

  private Element element(Splitter.Part part, Reading reading, int index) {
    Trace trace = reading.trace();
    if (trace != null) {
      trace.element();
    }
    try {
      if (!(part.value() instanceof JsonObject object)) {
        return rejected("element is no object", part);
      }
      Fields.Read read = fields.read(object, part.envelope());
      if (trace != null) {
        trace.read(read, fields.foundOutside(read, part.envelope()));
      }
      String twice = Json.keyTwice(part.whole());
      if (twice != null) {
        return rejected(twice(twice), part);
      }
      Noticed input = input(read, part, reading.delivery(), trace);
      List<Object> answers =
          mapping.evaluate(input, object, part.envelope(), reading.budget(), trace);
      return told(answers, object, read, input, part, reading, index);
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
      Noticed input,
      Splitter.Part part,
      Reading reading,
      int index) {
    if (answers.isEmpty()) {
      return rejected("the mapping says nothing about this", part);
    }
    List<Finish.Draft> drafts = new ArrayList<>();
    for (Object answer : answers) {
      switch (answer) {
        case Verdict verdict -> {
          return verdict.ignored()
              ? new Element.Ignored(verdict.reason())
              : rejected(verdict.reason(), part);
        }
        case Map<?, ?> event -> drafts.add(finish.draft(event, read, reading.delivery(), index));
        default -> throw new Unreadable("the mapping answers neither an event nor a verdict");
      }
    }
    String extras = extras(object, read, input, drafts);
    List<CanonicalEvent> events = drafts.stream().map(draft -> draft.with(extras)).toList();
    if (Finish.repeats(events)) {
      throw new Unreadable("the mapping says one event twice");
    }
    return links == null
        ? new Element.Understood(events)
        : new Element.Understood(events, requests(links, drafts, events, object, read, reading));
  }

  private List<RecordingRequest> requests(
      RecordingLinks links,
      List<Finish.Draft> drafts,
      List<CanonicalEvent> events,
      JsonObject object,
      Fields.Read read,
      Reading reading) {
    List<RecordingRequest> asked = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Told told = links.told(events.get(i), drafts.get(i).link(), object, read);
      if (reading.told() != null) {
        reading.told().accept(told);
      }
      RecordingRequest request = requests == null ? null : requests.of(told);
      if (request != null) {
        asked.add(request);
      }
    }
    return asked;
  }

  /**
   * What none of an element's events took: a field of ours counts as taken if an event says it, or
   * says what the mapping read there under another of our names; a field of the mapping's if the
   * mapping asked for it.
   */
  private @Nullable String extras(
      JsonObject object, Fields.Read read, Noticed input, List<Finish.Draft> drafts) {
    List<List<String>> used = new ArrayList<>();
    read.found()
        .forEach(
            (name, keys) -> {
              String text = String.valueOf(read.values().get(name));
              boolean taken =
                  Fields.isCanonical(name)
                      ? drafts.stream().anyMatch(draft -> draft.says(name))
                          || (input.wasRead(name)
                              && drafts.stream()
                                  .anyMatch(draft -> draft.told().containsValue(text.strip())))
                      : input.wasRead(name)
                          && drafts.stream().noneMatch(draft -> draft.leftOut().contains(text));
              if (taken) {
                used.add(keys);
              }
            });
    if (!leftOut.isEmpty()) {
      // Of two keys that are plainly alike, both would tell the secret.
      for (String key : object.keySet()) {
        if (leftOut.contains(Text.plainKey(key))) {
          used.add(List.of(key));
        }
      }
    }
    if (!leftOutInside.isEmpty()) {
      Keys keys = new Keys(object);
      for (Alias alias : leftOutInside) {
        Alias.Found found = alias.in(keys);
        if (found != null) {
          used.add(found.keys());
        }
      }
    }
    return extras.of(object, used);
  }

  private Noticed input(
      Fields.Read read, Splitter.Part part, Delivery delivery, @Nullable Trace trace) {
    Noticed input = new Noticed(read.values());
    input.put("door", delivery.door());
    input.put("channel", isPulled(delivery) ? "pull" : "hook");
    if (!part.legs().isEmpty()) {
      List<Object> legs = new ArrayList<>();
      for (JsonObject leg : part.legs()) {
        Fields.Read inLeg = fields.read(leg, Map.of());
        if (trace != null) {
          trace.leg(inLeg);
        }
        legs.add(inLeg.values());
      }
      input.put("legs", legs);
    }
    return input;
  }

  /** Whether we fetched it, rather than the vendor posting it. */
  static boolean isPulled(Delivery delivery) {
    return delivery.proof().startsWith("pulled");
  }

  /** Names the key if it looks like a name: it may as well be a number of somebody. */
  private static String twice(String key) {
    return (NAME.matches(key) ? "the key " + key : "a key") + " stands twice";
  }

  private static Element rejected(String reason, Splitter.Part part) {
    String slice = part.whole() instanceof JsonObject object ? object.slice() : null;
    String text = slice == null ? Json.write(part.whole()) : slice;
    return new Element.Rejected(reason, text.getBytes(StandardCharsets.UTF_8));
  }
}
