package dev.trunkline.vendors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's words and what they mean, in tables.
 *
 * @param tables meaning by plain word, by table
 */
record Words(Map<String, Map<String, String>> tables) {

  /**
   * Tables from meaning to the vendor's words.
   *
   * @param file for messages
   * @throws Refused if a table gives one word two meanings
   */
  static Words of(String file, Map<String, Map<String, List<String>>> written) {
    Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    written.forEach(
        (table, meanings) -> {
          Map<String, String> plain = new LinkedHashMap<>();
          meanings.forEach(
              (meaning, words) ->
                  words.forEach(
                      word -> {
                        String other = plain.putIfAbsent(Text.plainWord(word), meaning);
                        if (other != null && !other.equals(meaning)) {
                          throw new Refused(
                              file
                                  + ": words."
                                  + table
                                  + ": "
                                  + word
                                  + " is "
                                  + other
                                  + " and "
                                  + meaning);
                        }
                      }));
          tables.put(table, Collections.unmodifiableMap(plain));
        });
    return new Words(Collections.unmodifiableMap(tables));
  }

  /** What a word means by a table, or null. */
  @Nullable String meaning(String table, String word) {
    Map<String, String> words = tables.get(table);
    return words == null ? null : words.get(Text.plainWord(word));
  }
}
