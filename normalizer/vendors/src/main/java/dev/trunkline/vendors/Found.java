package dev.trunkline.vendors;

import dev.trunkline.canonical.RecordingLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a vendor's answer tells of the recordings of one call. Reasons never hold a value. */
public sealed interface Found {

  /**
   * These are of the call.
   *
   * @param links at least one, all with a URL as the vendor wrote it, secrets included
   */
  record Matched(List<RecordingLink> links) implements Found {

    /** Copies the list. */
    public Matched {
      links = List.copyOf(links);
    }
  }

  /**
   * The vendor has none, yet.
   *
   * @param vendorRecordingId of the call's recording where it is known by an id and no link
   */
  record None(String reason, @Nullable String vendorRecordingId) implements Found {}

  /** Several might be of the call, and nothing tells which. */
  record Ambiguous(String reason) implements Found {}

  /** The answer is none. */
  record Failed(String reason) implements Found {}
}
