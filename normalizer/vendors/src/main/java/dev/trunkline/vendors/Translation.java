package dev.trunkline.vendors;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.RecordingRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one delivery means: every element exactly once, in order of index from 0.
 *
 * @param definitionHash what read it; null where no definition could
 * @param elements may be empty (an empty array was delivered)
 */
public record Translation(@Nullable String definitionHash, List<Element> elements) {

  /** Copies the list. */
  public Translation {
    elements = List.copyOf(elements);
  }

  /** One element's meaning. */
  public sealed interface Element {

    /**
     * It tells of something: at least one event, all with this element's delivery index.
     *
     * @param requests what is asked of the call-recording-fetcher about these events' calls; empty
     *     where the vendor's calls have no recordings
     */
    record Understood(List<CanonicalEvent> events, List<RecordingRequest> requests)
        implements Element {
      /** Copies the lists. */
      public Understood {
        events = List.copyOf(events);
        requests = List.copyOf(requests);
      }

      /** Nothing is asked about recordings. */
      public Understood(List<CanonicalEvent> events) {
        this(events, List.of());
      }
    }

    /** It tells of nothing that we publish. */
    record Ignored(String reason) implements Element {}

    /**
     * It cannot be read.
     *
     * @param reason names the field and the cause, never a value
     * @param bytes the element's own bytes; the whole body where it could not be split
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Rejected(String reason, byte[] bytes) implements Element {}
  }
}
