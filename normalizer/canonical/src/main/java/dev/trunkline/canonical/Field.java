package dev.trunkline.canonical;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of an event, as its schema tells it.
 *
 * @param words the allowed words of a {@link FieldType#WORD}, in the schema's order; else empty
 * @param maxLength characters of a text or URI; else 0
 * @param minimum least value of an integer; else 0
 * @param maximum greatest value of an integer; else 0
 * @param group fields of one group come whole from one event (architecture, Fold); null: singly
 * @param pii what kind of personal data it is ({@code phone}, {@code name}, …), or null
 * @param description one sentence for people
 */
public record Field(
    String name,
    FieldType type,
    List<String> words,
    int maxLength,
    long minimum,
    long maximum,
    @Nullable String group,
    @Nullable String pii,
    String description) {

  /** Copies the list. */
  public Field {
    words = List.copyOf(words);
  }
}
