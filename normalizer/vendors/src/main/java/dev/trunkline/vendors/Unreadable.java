package dev.trunkline.vendors;

/** A delivery or an element cannot be read; the message is the reason that people see. */
final class Unreadable extends RuntimeException {

  /**
   * Without a stack trace: bad data is a value here, and may come ten thousand times a delivery.
   *
   * @param reason names the field and the cause, never a value
   */
  Unreadable(String reason) {
    super(reason, null, false, false);
  }

  /** The reason. */
  String reason() {
    String message = getMessage();
    return message == null ? "unreadable" : message;
  }
}
