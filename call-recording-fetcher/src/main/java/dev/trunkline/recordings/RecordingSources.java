package dev.trunkline.recordings;

import dev.trunkline.vendors.Recordings;
import org.jspecify.annotations.Nullable;

/** How each source's recordings are come by, as it is in force when asked. */
@FunctionalInterface
public interface RecordingSources {

  /** Null if the source is not configured, or its vendor's calls have no recordings. */
  @Nullable Recordings of(String source);
}
