package dev.trunkline.recordings;

import dev.trunkline.canonical.RecordingRequest;
import java.util.List;

/** What moves a job on. */
sealed interface Signal {

  /** The call it is about. */
  String callId();

  /** A report, or an operator, asks. */
  record Asked(RecordingRequest request) implements Signal {
    @Override
    public String callId() {
      return request.callId();
    }
  }

  /** A timer has run out, or a part of it. */
  record Rang(String callId, int ticket) implements Signal {}

  /**
   * An attempt is over.
   *
   * @param recordings as far as they are known now
   * @param troubles what went wrong; empty: nothing
   */
  record Tried(String callId, int ticket, List<Recording> recordings, List<Trouble> troubles)
      implements Signal {
    public Tried {
      recordings = List.copyOf(recordings);
      troubles = List.copyOf(troubles);
    }
  }
}
