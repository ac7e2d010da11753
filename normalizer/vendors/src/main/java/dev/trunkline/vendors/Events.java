package dev.trunkline.vendors;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventKind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes event records of fields by their wire names. Binding a map to a record through JSON costs
 * as much as the whole mapping does; a record's components say the same.
 */
final class Events {

  private static final Map<EventKind, Maker> MAKERS = new EnumMap<>(EventKind.class);

  static {
    for (EventKind kind : EventKind.values()) {
      MAKERS.put(kind, maker(kind.record()));
    }
  }

  private Events() {}

  /**
   * An event.
   *
   * @param fields by wire name; words as the wire writes them, everything else as the record has it
   */
  static CanonicalEvent of(EventKind kind, Map<String, Object> fields) {
    Maker maker = Objects.requireNonNull(MAKERS.get(kind));
    @Nullable Object[] arguments = new @Nullable Object[maker.parts().size()];
    for (int i = 0; i < arguments.length; i++) {
      Part part = maker.parts().get(i);
      Object value = fields.get(part.name());
      Map<String, Object> words = part.words();
      arguments[i] = value == null || words == null ? value : words.get(value.toString());
    }
    try {
      return (CanonicalEvent) maker.constructor().invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an event record cannot be made", e);
    }
  }

  private static Maker maker(Class<? extends CanonicalEvent> type) {
    RecordComponent[] components = Objects.requireNonNull(type.getRecordComponents());
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      MethodHandle constructor =
          MethodHandles.publicLookup()
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(CanonicalEvent.class, Object[].class));
      return new Maker(constructor, Arrays.stream(components).map(Events::part).toList());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("an event record has no constructor", e);
    }
  }

  private static Part part(RecordComponent component) {
    StringBuilder name = new StringBuilder();
    for (char c : component.getName().toCharArray()) {
      if (Character.isUpperCase(c)) {
        name.append('_');
      }
      name.append(Character.toLowerCase(c));
    }
    return new Part(name.toString(), words(component.getType()));
  }

  /** An enumeration's constants as the wire writes them; null for what is none. */
  private static @Nullable Map<String, Object> words(Class<?> type) {
    Object[] constants = type.getEnumConstants();
    if (constants == null) {
      return null;
    }
    Map<String, Object> words = new HashMap<>();
    for (Object constant : constants) {
      words.put(
          constant instanceof dev.trunkline.canonical.EventType event
              ? event.wire()
              : ((Enum<?>) constant).name().toLowerCase(Locale.ROOT),
          constant);
    }
    return words;
  }

  private record Maker(MethodHandle constructor, List<Part> parts) {}

  private record Part(String name, @Nullable Map<String, Object> words) {}
}
