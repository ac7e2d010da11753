package dev.trunkline.load;

import dev.trunkline.load.Verdict.Equation;
import dev.trunkline.load.model.Comparer;
import dev.trunkline.load.model.Copy;
import dev.trunkline.load.model.Erased;
import dev.trunkline.load.model.Guarding;
import dev.trunkline.load.model.Guards;
import dev.trunkline.load.model.Settings;
import dev.trunkline.load.model.Shown;
import dev.trunkline.load.model.Slicing;
import dev.trunkline.load.model.View;
import dev.trunkline.load.scratch.Scratch;
import dev.trunkline.load.scratch.Spill;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * E5: the views show the latest manifests, and the rows are those of the model. Slice after slice,
 * each small enough to be held in memory with all that the model makes of it.
 */
final class Rows {

  /** In memory, with the model's rows, a slice is some twenty times as large. */
  private static final int SLICES_OF_HEAP = 60;

  private static final int MOST_SLICES = 512;

  private final Scratch scratch;
  private final Settings settings;
  private final Erased erased;
  private final Predicate<String> judged;
  private final Instant from;
  private final Slicing slicing;
  private final Spill rows;
  private final Guarding guarding;
  private final long sliceBytes;

  /** A judge whose slices fit into this JVM's heap. */
  Rows(Scratch scratch, Settings settings, Erased erased, Window window, Slicing slicing) {
    this(
        scratch,
        settings,
        erased,
        window::judges,
        window.from(),
        slicing,
        Math.max(1, Runtime.getRuntime().maxMemory() / SLICES_OF_HEAP));
  }

  Rows(
      Scratch scratch,
      Settings settings,
      Erased erased,
      Predicate<String> judged,
      Instant from,
      Slicing slicing,
      long sliceBytes) {
    this.sliceBytes = sliceBytes;
    this.scratch = scratch;
    this.settings = settings;
    this.erased = erased;
    this.judged = judged;
    this.from = from;
    this.slicing = slicing;
    this.rows = scratch.spill(1);
    this.guarding = new Guarding(judged, scratch.spill(64));
  }

  /**
   * Judges the views.
   *
   * @param byDelivery every clue; what was told of events and manifests, the slicing has been told
   * @param contradictions of the views among themselves, in words
   * @param hours told of every element's row
   * @throws SQLException if the database cannot be asked
   */
  Equation judge(Spill byDelivery, Shown views, List<String> contradictions, Hours hours)
      throws SQLException {
    Tally tally = new Tally();
    tally.add(equation(0, contradictions));
    // The elements last: of those outside the window only what others have to do with is kept.
    List<View> order =
        Arrays.stream(View.values())
            .sorted(Comparator.comparing(view -> view == View.DELIVERIES))
            .toList();
    for (View view : order) {
      views.rows(view, row -> shown(view, row, hours));
    }
    for (int part = 0; part < byDelivery.parts(); part++) {
      Processed deliveries = Processed.read(byDelivery, part);
      guarding.told(
          erased.without(
              deliveries.told().values().stream()
                  .map(t -> Copy.read(t.kind(), t.body(), t.copy().replayId()))
                  .toList()),
          deliveries.manifests().values().stream().flatMap(List::stream).toList());
    }
    Guards guards = guarding.found(settings);
    slicing.end(guards.sure());
    Spill slices = cut(byDelivery);
    Comparer comparer = new Comparer(settings, guards, erased, judged, from);
    for (int part = 0; part < slices.parts(); part++) {
      Slice slice = Slice.read(slices, part);
      slices.drop(part);
      comparer.compare(slice.copies(), slice.manifests(), slice);
      tally.add(
          RowsJudge.judge(
              slice.manifests().stream().filter(m -> judged.test(m.deliveryId())).toList(),
              slice.unshown(),
              ShownEvents.of(slice.rows(), judged, erased),
              erased));
    }
    tally.add(equation(comparer.found().checked(), comparer.found().differences()));
    return tally.equations().getFirst();
  }

  static Equation equation(long checked, List<String> violations) {
    return new Equation(
        "E5", "the views show every live event once, and the model's rows", checked, violations);
  }

  private void shown(View view, ObjectNode row, Hours hours) {
    String delivery = row.path("delivery_id").asString("");
    if (view == View.DELIVERIES) {
      hours.row(delivery);
    }
    boolean outside = row.has("delivery_id") && !judged.test(delivery);
    if (outside && view == View.DELIVERIES) {
      if (!slicing.knowsAny(row.path("event_ids"))) {
        return;
      }
      for (JsonNode event : row.path("event_ids")) {
        guarding.unsure(event.asString());
      }
    }
    if (outside && view == View.CALL_EVENTS) {
      guarding.unsure(row.path("event_id").asString(""));
      guarding.unsurePhone(row.path("agent_phone").asString(""));
      guarding.unsurePhone(row.path("business_phone").asString(""));
    }
    byte[] record = Slice.row(view, row);
    rows.add(
        0,
        ByteBuffer.allocate(Integer.BYTES + record.length)
            .putInt(slicing.told(view, row))
            .put(record)
            .array());
  }

  private Spill cut(Spill byDelivery) {
    long count = 1 + (rows.bytes() + byDelivery.bytes()) / sliceBytes;
    Spill slices = scratch.spill((int) Math.min(MOST_SLICES, count));
    for (int part = 0; part < byDelivery.parts(); part++) {
      Processed.read(byDelivery, part).cut(slicing, slices);
      byDelivery.drop(part);
    }
    rows.each(
        0,
        row -> {
          int node = ByteBuffer.wrap(row).getInt();
          slices.add(
              slicing.slice(node, slices.parts()),
              Arrays.copyOfRange(row, Integer.BYTES, row.length));
        });
    rows.drop(0);
    return slices;
  }
}
