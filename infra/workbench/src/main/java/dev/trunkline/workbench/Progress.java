package dev.trunkline.workbench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far something long is, told to whoever waits for it: a bar, or now and then a line. */
final class Progress implements AutoCloseable {

  private static final int WIDTH = 30;
  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean bar;
  private long toldAt;
  private @Nullable String told;

  /**
   * Nothing yet.
   *
   * @param bar whether a person looks at a terminal
   */
  Progress(PrintStream err, boolean bar) {
    this.err = err;
    this.bar = bar;
  }

  /**
   * It is that far.
   *
   * @param share that is done, from 0 to 1; negative: not known
   * @param words what there is to say of it
   */
  void at(double share, String words) {
    String text =
        share < 0
            ? words
            : String.format(Locale.ROOT, "%3d %%  %s", (int) (Math.min(1, share) * 100), words);
    if (text.equals(told)) {
      return;
    }
    if (bar) {
      int full = (int) (Math.max(0, Math.min(1, share)) * WIDTH);
      err.print(ERASE + "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] " + text);
      err.flush();
    } else if (told == null || System.nanoTime() - toldAt >= EVERY_NANOS) {
      err.println(text);
      toldAt = System.nanoTime();
    } else {
      return;
    }
    told = text;
  }

  /** Says something by the way. */
  void note(String line) {
    err.println((bar && told != null ? ERASE : "") + line);
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    if (bar && told != null) {
      err.print(ERASE);
      err.flush();
    }
  }
}
