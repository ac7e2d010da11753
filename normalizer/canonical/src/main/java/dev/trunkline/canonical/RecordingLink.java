package dev.trunkline.canonical;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One recording as a vendor names it. Internal: its link may hold a token, so it is never printed
 * and goes to no topic but the internal ones.
 *
 * @param url as the vendor wrote it, secret parameters included; null where only an id is told
 * @param vendorRecordingId the vendor's id of it
 * @param startedAt when it began, by the vendor
 * @param durationS its length in seconds, at least 0
 * @param expiresAt until when the vendor keeps it or its link
 */
public record RecordingLink(
    @Nullable String url,
    @Nullable String vendorRecordingId,
    @Nullable Instant startedAt,
    @Nullable Integer durationS,
    @Nullable Instant expiresAt) {

  @Override
  public String toString() {
    return "RecordingLink[" + (vendorRecordingId == null ? "" : vendorRecordingId) + "]";
  }
}
