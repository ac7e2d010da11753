package dev.trunkline.vendors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a delivery means what it means: for people who debug a mapping. It holds payload values.
 *
 * @param definitionHash what read it; null where no definition could
 * @param elements in order of index from 0, as in {@link Translation}
 */
public record Explained(@Nullable String definitionHash, List<Element> elements) {

  /** Copies the list. */
  public Explained {
    elements = List.copyOf(elements);
  }

  /**
   * How one element was read. Values are texts, numbers, booleans, lists and maps of these, or
   * null.
   *
   * @param fields what was found, by our names; empty where the body could not be split
   * @param legs the same of each of its legs
   * @param variables every variable of the mapping, without its {@code $}, in the mapping's order;
   *     null where it held nothing
   * @param answers what the mapping answered, before the engine typed it
   * @param fate what came of it
   */
  public record Element(
      Map<String, Found> fields,
      List<Map<String, Found>> legs,
      Map<String, @Nullable Object> variables,
      List<@Nullable Object> answers,
      Translation.Element fate) {

    /** Freezes the collections. */
    public Element {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
      legs = List.copyOf(legs);
      variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
      answers = Collections.unmodifiableList(answers);
    }
  }

  /**
   * A field's value.
   *
   * @param value as the mapping sees it
   * @param keys the vendor's own keys on the way to it
   * @param outside whether it stood in the envelope, beside the elements
   */
  public record Found(Object value, List<String> keys, boolean outside) {}
}
