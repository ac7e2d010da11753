package dev.trunkline.plumbing.assertion;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The servers are as the promises need them. Taking this as a parameter is how a bean says that it
 * must not touch them before that is known.
 */
public record Asserted() {

  /**
   * Makes all checks at the same time.
   *
   * @throws Mismatch with the findings of all of them
   * @throws RuntimeException if nothing was found and one of them could not look
   */
  public static Asserted by(List<StartCheck> checks) {
    List<Finding> findings = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Finding>>> looks =
          checks.stream().map(check -> together.submit(check::findings)).toList();
      for (Future<List<Finding>> look : looks) {
        try {
          findings.addAll(look.get());
        } catch (ExecutionException e) {
          failures.add(cause(e));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at the servers", e);
    }
    RuntimeException refusal = refusal(findings, failures);
    if (refusal != null) {
      throw refusal;
    }
    return new Asserted();
  }

  /** What was found comes first: who mends it is told of the other server at the next start. */
  private static @Nullable RuntimeException refusal(
      List<Finding> findings, List<Throwable> failures) {
    if (!findings.isEmpty()) {
      Mismatch mismatch = new Mismatch(findings);
      failures.forEach(mismatch::addSuppressed);
      return mismatch;
    }
    if (failures.isEmpty()) {
      return null;
    }
    return failures.getFirst() instanceof RuntimeException known
        ? known
        : new IllegalStateException("a server could not be looked at", failures.getFirst());
  }

  private static Throwable cause(ExecutionException e) {
    return e.getCause() == null ? e : e.getCause();
  }
}
