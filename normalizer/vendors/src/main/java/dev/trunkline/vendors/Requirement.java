package dev.trunkline.vendors;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import dev.trunkline.canonical.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a delivery must say to be taken at a door whose vendor documents an answer to its absence.
 * Reads deliveries as the normalizer does. Thread-safe.
 */
public final class Requirement {

  /** What a look into a delivery found. */
  public enum Finding {
    /** At least one element says something under one of the names; or it is too large to look. */
    MET,
    /** No element does. */
    MISSING,
    /** There are no elements to look at: the body is neither JSON nor anything else we read. */
    UNREADABLE
  }

  /**
   * Bytes of a body that are looked into. Whoever asks has vendors waiting behind: what is larger
   * is kept unseen, and set aside by the normalizer if it says nothing.
   */
  static final int LARGEST = 64 * 1024;

  private final Decoder decoder;
  private final Splitter splitter;
  private final List<Wanted> wanted;

  private Requirement(Decoder decoder, Splitter splitter, List<Wanted> wanted) {
    this.decoder = decoder;
    this.splitter = splitter;
    this.wanted = List.copyOf(wanted);
  }

  /**
   * One of these names. A name that a field reads means that field: what is nothing for the field
   * is nothing here, and the tenant's own names of the field will do too.
   *
   * @param names the vendor's, at least one
   * @param renames the tenant's own names by field
   */
  static Requirement of(List<String> names, Spec spec, Map<String, List<String>> renames) {
    List<Wanted> wanted = new ArrayList<>();
    for (String name : names) {
      List<String> fields = fields(spec, Alias.of(name));
      Set<String> all = new LinkedHashSet<>();
      all.add(name);
      fields.forEach(field -> all.addAll(renames.getOrDefault(field, List.of())));
      boolean typed = !fields.isEmpty() && fields.stream().allMatch(Requirement::isTyped);
      Set<String> absent = fields.size() == 1 ? spec.absent().get(fields.get(0)) : null;
      for (String written : all) {
        wanted.add(new Wanted(Alias.of(written), typed, absent == null ? Set.of() : absent));
      }
    }
    return new Requirement(
        new Decoder(spec.decoding()),
        new Splitter(spec.split(), new Familiar(spec, renames)),
        wanted);
  }

  /** Looks for it in a delivery. Never throws for what a delivery holds. */
  public Finding judge(Delivery delivery) {
    if (delivery.body().length > LARGEST) {
      return Finding.MET;
    }
    try {
      return switch (decoder.decode(delivery)) {
        case Decoded.Nothing nothing -> Finding.MISSING;
        case Decoded.Tree tree -> in(splitter.split(tree));
      };
    } catch (Unreadable e) {
      return isBlank(delivery.body()) ? Finding.MISSING : Finding.UNREADABLE;
    } catch (RuntimeException e) {
      // A fault of ours is no fault of the vendor's: kept, and set aside by the normalizer.
      return Finding.MET;
    }
  }

  private Finding in(List<Splitter.Part> parts) {
    boolean readable = parts.isEmpty();
    for (Splitter.Part part : parts) {
      if (part.value() instanceof JsonObject element) {
        readable = true;
        Keys keys = new Keys(element);
        Keys round = new Keys(part.envelope());
        if (wanted.stream().anyMatch(name -> name.isSaidIn(name.outside() ? round : keys))) {
          return Finding.MET;
        }
      }
    }
    return readable ? Finding.MISSING : Finding.UNREADABLE;
  }

  private static List<String> fields(Spec spec, Alias name) {
    return spec.fields().entrySet().stream()
        .filter(
            field ->
                field.getValue().stream()
                    .anyMatch(alias -> Text.plainKey(alias).equals(name.whole())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether a field holds a phone, a time or a number, where more words mean nothing. */
  private static boolean isTyped(String name) {
    for (EventKind kind : EventKind.values()) {
      Field field = EventSchema.of(kind).field(name);
      if (field != null) {
        return field.type() != FieldType.TEXT && field.type() != FieldType.WORD;
      }
    }
    return false;
  }

  private static boolean isBlank(byte[] body) {
    for (byte b : body) {
      if (b != ' ' && (b < '\t' || b > '\r')) {
        return false;
      }
    }
    return true;
  }

  private record Wanted(Alias alias, boolean typed, Set<String> absent) {

    /** Whether it names what stands round the elements. */
    boolean outside() {
      return alias.outside();
    }

    boolean isSaidIn(Keys keys) {
      Alias.Found found = alias.in(keys);
      String text = found == null ? null : found.text();
      return text != null
          && !(typed ? Absent.isAbsentTyped(text) : Absent.isAbsent(text))
          && !absent.contains(Text.plainWord(text));
    }
  }
}
