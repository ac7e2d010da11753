package dev.trunkline.workbench;

import dev.trunkline.store.Letter;
import dev.trunkline.store.LetterGroup;
import dev.trunkline.store.Letters;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dead letters in lines, for people and for scripts. */
final class LetterLines {

  private LetterLines() {}

  /** One group. */
  static void print(
      LetterGroup group, Optional<LetterForecast> forecast, boolean json, PrintStream out) {
    Optional<LetterForecast.Tally> tally = forecast.flatMap(read -> read.of(group.id()));
    if (json) {
      out.println(Output.json(shown(group, tally.orElse(null))));
      return;
    }
    out.printf(
        "%s  %-10s %,9d open  %s%n", group.id(), group.cause().stage(), group.open(), cause(group));
    out.printf(
        "          %s to %s%s%n",
        group.first(),
        group.last(),
        group.sources().isEmpty() ? "" : "  of " + String.join(", ", group.sources()));
    out.printf(
        "          e.g. %s%s%n",
        group.sample(),
        group.sampleDelivery() == null ? "" : " of delivery " + group.sampleDelivery());
    tally.ifPresent(read -> out.println("          " + told(read, group.open())));
  }

  /** What is open altogether. */
  static void total(Letters.Open open, int shown, PrintStream out) {
    if (open.letters() == 0) {
      out.println("no open dead letters");
      return;
    }
    out.printf(
        "%n%,d open in %,d groups%s%n",
        open.letters(),
        open.groups(),
        open.groups() > shown ? ", of which the first %,d are shown".formatted(shown) : "");
  }

  /** The forecast in words. */
  static String told(LetterForecast.Tally tally, long open) {
    String read =
        "with today's definitions %,d of %,d would pass%s"
            .formatted(
                tally.passing(),
                tally.read(),
                tally.letters() < open ? " (the first that were read)" : "");
    return tally.gone() == 0
        ? read
        : read + "; of %,d more the payload is not in the archive".formatted(tally.gone());
  }

  /** One letter of a group, in one line. */
  static String line(Letter letter) {
    return "%-22s %s  %2d attempts  %-18s %s%s"
        .formatted(
            letter.place(),
            letter.at(),
            letter.attempts(),
            state(letter),
            letter.deliveryId() == null
                ? letter.origin()
                : letter.deliveryId() + " #" + letter.index(),
            letter.source() == null ? "" : " of " + letter.source());
  }

  /** How a letter stands, and by whom. */
  static String state(Letter letter) {
    String closed = letter.closed();
    if (closed == null) {
      return "open";
    }
    return letter.closedBy() == null ? closed : closed + " by " + letter.closedBy();
  }

  /** A letter without its bytes, for scripts. */
  static Map<String, @Nullable Object> shown(Letter letter) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("letter", letter.place().toString());
    shown.put("group", letter.group());
    shown.put("stage", letter.cause().stage());
    shown.put("reason", letter.reason());
    shown.put("field", letter.cause().field());
    shown.put("dead_at", letter.at());
    shown.put("origin", letter.origin());
    shown.put("source", letter.source());
    shown.put("vendor", letter.vendor());
    shown.put("delivery_id", letter.deliveryId());
    shown.put("delivery_index", letter.index());
    shown.put("event_id", letter.eventId());
    shown.put("definition_hash", letter.definitionHash());
    shown.put("replay_id", letter.replayId());
    shown.put("attempts", letter.attempts());
    shown.put("redriven", letter.redriven());
    shown.put("bytes", letter.bytes());
    shown.put("state", letter.isOpen() ? "open" : letter.closed());
    shown.put("closed_at", letter.closedAt());
    shown.put("closed_by", letter.closedBy());
    shown.put("closed_why", letter.closedWhy());
    shown.values().removeIf(value -> value == null);
    return shown;
  }

  private static Map<String, @Nullable Object> shown(
      LetterGroup group, LetterForecast.@Nullable Tally tally) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("group", group.id());
    shown.put("stage", group.cause().stage());
    shown.put("cause", group.cause().cause());
    shown.put("field", group.cause().field());
    shown.put("sources", group.sources());
    shown.put("open", group.open());
    shown.put("first_seen_at", group.first());
    shown.put("last_seen_at", group.last());
    shown.put("sample", group.sample().toString());
    shown.put("sample_delivery_id", group.sampleDelivery());
    if (tally != null) {
      shown.put("read_again", tally.read());
      shown.put("would_pass", tally.passing());
      shown.put("not_archived", tally.gone());
    }
    shown.values().removeIf(value -> value == null);
    return shown;
  }

  private static String cause(LetterGroup group) {
    String field = group.cause().field();
    String cause = group.cause().cause();
    return field == null || cause.contains(field) ? cause : cause + ": " + field;
  }
}
