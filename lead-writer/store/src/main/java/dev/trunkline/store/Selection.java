package dev.trunkline.store;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which deliveries an operator means. */
public sealed interface Selection {

  /**
   * Those received in a span of time.
   *
   * @param source the source they came from, or null
   * @param vendor the vendor they came from, or null; one of the two is given
   * @param from the first moment that is meant
   * @param to the first moment after it that is not
   */
  record Range(@Nullable String source, @Nullable String vendor, Instant from, Instant to)
      implements Selection {

    /** Refuses a range of neither or both. */
    public Range {
      if ((source == null) == (vendor == null)) {
        throw new IllegalArgumentException("a range is of a source or of a vendor");
      }
    }
  }

  /** These ones, by their ids. */
  record Ids(Set<UUID> ids) implements Selection {

    /** Copies the ids. */
    public Ids {
      ids = Set.copyOf(ids);
    }
  }
}
