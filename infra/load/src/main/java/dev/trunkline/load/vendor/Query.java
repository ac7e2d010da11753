package dev.trunkline.load.vendor;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that both APIs know.
 *
 * @param leadId null: not told
 * @param from of times, included; null: no bound
 * @param to of times, included; null: no bound
 */
record Query(
    @Nullable String leadId, @Nullable Instant from, @Nullable Instant to, int offset, int limit) {

  static Query of(
      Map<String, String> parameters,
      AccountTime time,
      int usualLimit,
      int mostLimit,
      int mostOffset) {
    String lead = parameters.get("lead_id");
    if (lead != null && !lead.matches("\\d+")) {
      throw new IllegalArgumentException("lead_id");
    }
    try {
      return new Query(
          lead,
          time.read(parameters.get("start_time")),
          time.read(parameters.get("end_time")),
          number(parameters, "offset", 0, 0, mostOffset),
          number(parameters, "limit", usualLimit, 1, mostLimit));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("start_time or end_time", e);
    }
  }

  boolean within(Instant at) {
    return (from == null || !at.isBefore(from)) && (to == null || !at.isAfter(to));
  }

  /** The page of these that is asked for. */
  <T> List<T> page(List<T> all) {
    return all.stream().skip(offset).limit(limit).toList();
  }

  /**
   * A number that may be left out.
   *
   * @throws IllegalArgumentException with the parameter's name for any that is out of bounds
   */
  static int number(Map<String, String> parameters, String name, int usual, int least, int most) {
    String text = parameters.get(name);
    if (text == null || text.isEmpty()) {
      return usual;
    }
    if (!text.matches("\\d{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(name);
    }
    return Integer.parseInt(text);
  }
}
