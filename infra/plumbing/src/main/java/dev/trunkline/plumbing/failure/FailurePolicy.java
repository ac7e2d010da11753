package dev.trunkline.plumbing.failure;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What is done about every class of failure, in one place: pure, and asked by every stage. Of a
 * failure's causes the outermost that is known decides. What nobody knows is blamed on the element
 * that was being worked on, because broken infrastructure is known by its exceptions.
 */
public final class FailurePolicy {

  private static final int MOST_CAUSES = 20;

  private FailurePolicy() {}

  /** The judgement on a failure. */
  public static Failure of(Throwable failure) {
    Failure known = known(failure);
    return known == null ? Failure.named(Verdict.ISOLATE, innermost(failure)) : known;
  }

  /** The judgement, null where neither the failure nor a cause of it is known. */
  static @Nullable Failure known(@Nullable Throwable failure) {
    int depth = 0;
    for (Throwable at = failure; at != null && depth < MOST_CAUSES; at = at.getCause(), depth++) {
      Failure known = judge(at);
      if (known != null) {
        return known;
      }
    }
    return null;
  }

  private static @Nullable Failure judge(Throwable at) {
    return switch (at) {
      case KnownFailure own -> own.failure();
      case SQLException sql -> SqlFailures.of(sql);
      case KafkaException kafka -> KafkaFailures.of(kafka);
      // One element's depth, or a wrong claim about it; every other error is about the machine or
      // the program.
      case StackOverflowError deep -> Failure.named(Verdict.ISOLATE, deep);
      case AssertionError claim -> Failure.named(Verdict.ISOLATE, claim);
      case Error broken -> Failure.named(Verdict.STOP, broken);
      case InterruptedException asked -> Failure.named(Verdict.STOP, asked);
      case TimeoutException late -> Failure.named(Verdict.RETRY_BATCH, late);
      case SocketException net -> Failure.named(Verdict.PAUSE, net);
      case SocketTimeoutException net -> Failure.named(Verdict.PAUSE, net);
      case UnknownHostException net -> Failure.named(Verdict.PAUSE, net);
      case FileSystemException disk -> Failure.named(Verdict.PAUSE, disk);
      default -> null;
    };
  }

  private static Throwable innermost(Throwable failure) {
    Throwable at = failure;
    for (int depth = 1; at.getCause() != null && depth < MOST_CAUSES; depth++) {
      at = at.getCause();
    }
    return at;
  }
}
