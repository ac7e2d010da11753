package dev.trunkline.allinone.drill;

import java.nio.file.Path;
import java.util.Random;

/** Where all stores of one installation are. */
interface Disk extends AutoCloseable {

  /** The folder to use. */
  Path folder();

  /** Leaves no byte free. */
  void fill();

  /** Ends {@link #fill}. */
  void free();

  /**
   * Remembers what stands on the disk now: what was synced, and of the rest whatever the kernel has
   * written by itself, and of some files all. Nothing may be writing meanwhile.
   */
  void remember(Random random);

  /** Goes back to what was remembered. Nothing may be open. */
  void fallBack();

  /** Takes it away with all that is on it. */
  @Override
  void close();
}
