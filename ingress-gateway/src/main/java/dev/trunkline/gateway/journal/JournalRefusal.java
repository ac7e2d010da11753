package dev.trunkline.gateway.journal;

import java.util.Locale;

/** The journal did not take an entry; the vendor is to come again. */
public final class JournalRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final Cause cause;

  /** Why. */
  public enum Cause {
    /** As many bytes are kept as may be, because Kafka takes none. */
    FULL,
    /** The disk has no more room to spare. */
    DISK_SHORT,
    /** The disk failed; whether the entry is kept is unknown. */
    FAILING,
    /** More wait for the disk than it can take. */
    BUSY,
    /** The gateway ends. */
    CLOSED;

    /** As metrics write it. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  JournalRefusal(Cause cause) {
    super("the journal is " + cause.wire(), null, false, false);
    this.cause = cause;
  }

  /** Why. */
  public Cause why() {
    return cause;
  }
}
