package dev.trunkline.vendors;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping's input that notices which names the mapping asks for. For one evaluation only. */
final class Noticed extends LinkedHashMap<String, Object> {

  private final Set<String> read = new HashSet<>();

  /** A copy of what a mapping may read. */
  Noticed(Map<String, Object> values) {
    super(values);
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    if (name instanceof String text) {
      read.add(text);
    }
    return super.get(name);
  }

  /** Whether the mapping asked for a name. */
  boolean wasRead(String name) {
    return read.contains(name);
  }
}
