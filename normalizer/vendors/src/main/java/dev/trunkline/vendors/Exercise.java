package dev.trunkline.vendors;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventType;
import dev.trunkline.vendors.Explained.Found;
import dev.trunkline.vendors.Translation.Element;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what of a definition is exercised while stories are told. */
final class Exercise {

  private final VendorDefinition definition;
  private final Map<String, AskedWords> tables = new LinkedHashMap<>();
  private final Spec watched;
  private final Set<String> aliases = new HashSet<>();
  private final Set<String> doors = new HashSet<>();
  private final Set<String> splits = new HashSet<>();
  private final Set<String> eventTypes = new HashSet<>();

  /** Nothing is exercised yet. */
  Exercise(VendorDefinition definition) {
    this.definition = definition;
    definition
        .spec()
        .words()
        .tables()
        .forEach((name, words) -> tables.put(name, new AskedWords(words)));
    watched = definition.spec().with(new Words(Map.copyOf(tables)));
  }

  /** Tells a story. */
  void tell(Sample sample) {
    Delivery delivery = SampleCheck.delivery(sample);
    if (!sample.pulled()) {
      doors.add(sample.door());
    }
    split(delivery);
    new SourceTranslator(sample.source(), definition, watched)
        .explain(delivery)
        .elements()
        .forEach(this::element);
  }

  /** What all the stories exercised. */
  Coverage coverage() {
    List<String> words = new ArrayList<>();
    tables.forEach(
        (table, asked) -> asked.neverAsked().forEach(word -> words.add(table + ": " + word)));
    return new Coverage(
        missed(allAliases(), aliases),
        new Coverage.Part(tables.values().stream().mapToInt(Map::size).sum(), words),
        missed(delivering(definition.spec()), doors),
        missed(
            definition.spec().split().stream().map(rule -> rule.at().written()).toList(), splits),
        missed(allEventTypes(), eventTypes));
  }

  private void element(Explained.Element element) {
    element.fields().forEach(this::found);
    element.legs().forEach(leg -> leg.forEach(this::found));
    if (element.fate() instanceof Element.Understood understood) {
      understood.events().forEach(event -> eventTypes.add(event.eventType().wire()));
    }
  }

  /** The first of a field's names that leads along these keys. */
  private void found(String field, Found found) {
    List<String> plain = found.keys().stream().map(Text::plainKey).toList();
    for (String written : definition.spec().fields().getOrDefault(field, List.of())) {
      Alias alias = Alias.of(written);
      if (alias.outside() == found.outside()
          && (plain.equals(List.of(alias.whole())) || plain.equals(alias.path()))) {
        aliases.add(field + ": " + written);
        return;
      }
    }
  }

  /** The first rule by which alone a body is split otherwise than by none. */
  private void split(Delivery delivery) {
    try {
      if (new Decoder(definition.spec().decoding()).decode(delivery) instanceof Decoded.Tree tree) {
        for (Spec.SplitRule rule : definition.spec().split()) {
          List<Splitter.Part> parts =
              new Splitter(List.of(rule), new Familiar(definition.spec(), Map.of())).split(tree);
          boolean whole = parts.size() == 1 && parts.get(0).whole().equals(tree.root());
          boolean legs = parts.stream().anyMatch(part -> !part.legs().isEmpty());
          if (legs || (!whole && tree.root() instanceof JsonObject)) {
            splits.add(rule.at().written());
            return;
          }
        }
      }
    } catch (Unreadable e) {
      // The story is of a body that cannot be read: no rule was reached.
    }
  }

  private List<String> allAliases() {
    List<String> all = new ArrayList<>();
    definition
        .spec()
        .fields()
        .forEach((field, names) -> names.forEach(name -> all.add(field + ": " + name)));
    return all;
  }

  private Set<String> allEventTypes() {
    Set<String> named = new LinkedHashSet<>();
    for (Token token : Tokens.of(definition.mappingFile(), definition.mapping())) {
      if (token.kind() == Token.Kind.STRING && EventType.find(token.text()) != null) {
        named.add(token.text());
      }
    }
    for (Map<String, String> words : tables.values()) {
      words.values().stream().filter(word -> EventType.find(word) != null).forEach(named::add);
    }
    return named;
  }

  /** Names of the doors that deliver: an echo has no meaning to tell a story of. */
  private static Set<String> delivering(Spec spec) {
    Set<String> names = new LinkedHashSet<>();
    spec.doors()
        .forEach(
            (name, door) -> {
              if (!door.echo()) {
                names.add(name);
              }
            });
    return names;
  }

  private static Coverage.Part missed(Collection<String> all, Set<String> exercised) {
    return new Coverage.Part(
        all.size(), all.stream().filter(one -> !exercised.contains(one)).toList());
  }
}
