package dev.trunkline.vendors;

import dev.trunkline.canonical.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much of what a definition looks for stands in an object: what tells a record from an envelope
 * and from an object that only happens to have a container's name.
 */
final class Familiar {

  private final List<List<Alias>> identities = new ArrayList<>();
  private final List<List<Alias>> others = new ArrayList<>();

  /**
   * What a source's definition looks for.
   *
   * @param renames the tenant's own names by field
   */
  Familiar(Spec spec, Map<String, List<String>> renames) {
    spec.fields()
        .forEach(
            (name, written) -> {
              List<Alias> aliases = new ArrayList<>();
              renames.getOrDefault(name, List.of()).forEach(own -> aliases.add(Alias.of(own)));
              written.forEach(alias -> aliases.add(Alias.of(alias)));
              boolean identity = Fields.isId(name) || Fields.isOfType(name, FieldType.PHONE);
              (identity ? identities : others).add(aliases);
            });
  }

  /** Whether something that we look for stands in what is round the elements. */
  boolean knows(Map<String, Object> round) {
    Keys keys = new Keys(round);
    return count(identities, keys, true) + count(others, keys, true) > 0;
  }

  /**
   * Whether an object is more of a record than what stands round it: it names more ids and phones,
   * or as many and no fewer other fields.
   */
  boolean knowsBetter(Map<String, Object> object, Map<String, Object> round) {
    Keys inside = new Keys(object);
    Keys outside = new Keys(round);
    int more = count(identities, inside, false) - count(identities, outside, false);
    return more > 0 || (more == 0 && count(others, inside, false) >= count(others, outside, false));
  }

  private static int count(List<List<Alias>> fields, Keys keys, boolean round) {
    int count = 0;
    for (List<Alias> aliases : fields) {
      if (aliases.stream().anyMatch(alias -> (round || !alias.outside()) && isSaid(alias, keys))) {
        count++;
      }
    }
    return count;
  }

  private static boolean isSaid(Alias alias, Keys keys) {
    Alias.Found found = alias.in(keys);
    String text = found == null ? null : found.text();
    return text != null && !Absent.isAbsent(text);
  }
}
