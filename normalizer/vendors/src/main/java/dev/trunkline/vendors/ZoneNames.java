package dev.trunkline.vendors;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The zone abbreviations that vendors write, as the offsets that they name. Java reads MST as the
 * clock of Denver, which in summer is another offset than the one that was written.
 */
final class ZoneNames {

  private static final Map<String, String> OFFSETS =
      Map.ofEntries(
          Map.entry("UTC", "+00:00"),
          Map.entry("GMT", "+00:00"),
          Map.entry("EST", "-05:00"),
          Map.entry("EDT", "-04:00"),
          Map.entry("CST", "-06:00"),
          Map.entry("CDT", "-05:00"),
          Map.entry("MST", "-07:00"),
          Map.entry("MDT", "-06:00"),
          Map.entry("PST", "-08:00"),
          Map.entry("PDT", "-07:00"),
          Map.entry("AKST", "-09:00"),
          Map.entry("AKDT", "-08:00"),
          Map.entry("HST", "-10:00"),
          Map.entry("IDT", "+03:00"));

  private ZoneNames() {}

  /**
   * The offset that an abbreviation names, or null.
   *
   * @param zone of the source: IST is India's time, but Israel's for a source in Israel
   */
  static @Nullable ZoneOffset offset(String name, @Nullable ZoneId zone) {
    String offset = written(name, zone);
    return offset == null ? null : ZoneOffset.of(offset);
  }

  /** The text with its abbreviation written as an offset; unchanged where there is none. */
  static String spelledOut(String text, @Nullable ZoneId zone) {
    StringJoiner words = new StringJoiner(" ");
    boolean found = false;
    for (String word : text.split(" ", -1)) {
      String offset = written(word, zone);
      found |= offset != null;
      words.add(offset == null ? word : offset);
    }
    return found ? words.toString() : text;
  }

  private static @Nullable String written(String name, @Nullable ZoneId zone) {
    if (name.equals("IST")) {
      return zone != null && zone.getId().equals("Asia/Jerusalem") ? "+02:00" : "+05:30";
    }
    return OFFSETS.get(name);
  }
}
