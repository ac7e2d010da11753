package dev.trunkline.recordings;

import dev.trunkline.canonical.RecordingLink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One recording of a call, as far as it is known.
 *
 * @param part which of the call's recordings it is, from 1
 * @param link where the vendor has it; may hold a token
 * @param copy ours, or null
 * @param lost why there will be no copy, or null
 */
record Recording(int part, RecordingLink link, @Nullable Copy copy, @Nullable String lost) {

  /** Most recordings of one call: a search is one record, which Kafka must take. */
  static final int MOST = 100;

  boolean hasUrl() {
    return link.url() != null;
  }

  Recording with(Copy stored) {
    return new Recording(part, link, stored, null);
  }

  Recording lostBecause(String reason) {
    return new Recording(part, link, copy, reason);
  }

  /** Without its link, which holds no longer. */
  Recording withoutUrl() {
    return new Recording(
        part,
        new RecordingLink(
            null, link.vendorRecordingId(), link.startedAt(), link.durationS(), link.expiresAt()),
        copy,
        lost);
  }

  /**
   * These recordings and what a vendor told of them since. One that is told with another id is
   * another one; without ids, the same link is the same recording. What was stored stays; what is
   * more than {@link #MOST} is not taken.
   *
   * @param publicUrl a link without its secrets, which change
   */
  static List<Recording> merge(
      List<Recording> known, List<RecordingLink> told, UnaryOperator<String> publicUrl) {
    List<Recording> merged = new ArrayList<>(known);
    for (RecordingLink link : told) {
      int at = indexOf(merged, link, told.size(), publicUrl);
      if (at < 0 && merged.size() < MOST) {
        merged.add(new Recording(merged.size() + 1, link, null, null));
      } else if (at >= 0) {
        Recording old = merged.get(at);
        merged.set(at, new Recording(old.part(), filled(old.link(), link), old.copy(), old.lost()));
      }
    }
    return List.copyOf(merged);
  }

  private static int indexOf(
      List<Recording> known, RecordingLink link, int told, UnaryOperator<String> publicUrl) {
    String id = link.vendorRecordingId();
    for (int i = 0; i < known.size(); i++) {
      RecordingLink other = known.get(i).link();
      if ((id != null && other.vendorRecordingId() != null)
          ? id.equals(other.vendorRecordingId())
          : link.url() != null
              && other.url() != null
              && publicUrl.apply(link.url()).equals(publicUrl.apply(other.url()))) {
        return i;
      }
    }
    // Told singly, by a report that does not tell it from the one that is known: the same one.
    boolean single = known.size() == 1 && told == 1;
    return single && (id == null || known.getFirst().link().vendorRecordingId() == null) ? 0 : -1;
  }

  private static RecordingLink filled(RecordingLink old, RecordingLink told) {
    return new RecordingLink(
        told.url() == null ? old.url() : told.url(),
        told.vendorRecordingId() == null ? old.vendorRecordingId() : told.vendorRecordingId(),
        later(old.startedAt(), told.startedAt()),
        told.durationS() == null ? old.durationS() : told.durationS(),
        later(old.expiresAt(), told.expiresAt()));
  }

  private static @Nullable Instant later(@Nullable Instant old, @Nullable Instant told) {
    return told == null ? old : told;
  }
}
