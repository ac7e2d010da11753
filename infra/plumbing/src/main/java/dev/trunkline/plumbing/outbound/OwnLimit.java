package dev.trunkline.plumbing.outbound;

import java.time.Duration;

/**
 * Waits out our own rate limit, where that is a matter of moments. An attempt has its place while
 * it waits, and the others queue behind it: a backlog goes through at the vendor's pace.
 */
public final class OwnLimit {

  private static final Duration MOMENT = Duration.ofSeconds(2);
  private static final int MOST_WAITS = 60;

  private OwnLimit() {}

  /** The answer, or the refusal that is not over in a moment. */
  public static <T, E extends Exception> T past(Request<T, E> request)
      throws E, InterruptedException {
    T answer = request.send();
    for (int waits = 0;
        waits < MOST_WAITS
            && answer instanceof Refused refused
            && refused.retryAfter().compareTo(MOMENT) <= 0;
        waits++) {
      Thread.sleep(refused.retryAfter());
      answer = request.send();
    }
    return answer;
  }

  /** Sends it once more at each call. */
  @FunctionalInterface
  public interface Request<T, E extends Exception> {

    T send() throws E;
  }
}
