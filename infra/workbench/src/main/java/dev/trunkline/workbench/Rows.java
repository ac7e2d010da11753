package dev.trunkline.workbench;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a file in its order, one at a time: no more than one of them is in memory. */
interface Rows extends Closeable {

  /**
   * The next row; null behind the last one.
   *
   * @throws CommandFailure if it is larger than a delivery
   */
  @Nullable Row next() throws IOException;
}
