package dev.trunkline.vendors;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of words that notices which of them are asked for. */
final class AskedWords extends LinkedHashMap<String, String> {

  private final Set<String> asked = new HashSet<>();

  /** A copy of a table. */
  AskedWords(Map<String, String> meanings) {
    super(meanings);
  }

  @Override
  public @Nullable String get(@Nullable Object word) {
    if (word instanceof String text) {
      asked.add(text);
    }
    return super.get(word);
  }

  /** Its words that nobody asked for, in their plain form. */
  List<String> neverAsked() {
    return keySet().stream().filter(word -> !asked.contains(word)).toList();
  }
}
