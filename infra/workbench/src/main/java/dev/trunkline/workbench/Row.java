package dev.trunkline.workbench;

import org.jspecify.annotations.Nullable;

/**
 * One row of a file.
 *
 * @param bytes that are delivered for it
 * @param trouble why it will be a dead letter, with its place and without its text; null: it reads
 * @param alone whether it must have a delivery of its own, because it would spoil others
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Row(byte[] bytes, @Nullable String trouble, boolean alone) {

  /** The most bytes of a row with what stands round it: those of a delivery. */
  static final int MAX_BYTES = 1 << 20;

  /** A file that cannot be delivered: one of its rows is larger than a delivery. */
  static CommandFailure tooLarge(String place) {
    return new CommandFailure(
        ExitCode.USAGE,
        place
            + " is larger than 1 MiB, or has a quote that does not end: no delivery can hold it; mend that row, or leave it out");
  }
}
