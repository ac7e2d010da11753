package dev.trunkline.plumbing.failure;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DuplicateSequenceException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;

/** Judges what a Kafka client throws. */
final class KafkaFailures {

  private KafkaFailures() {}

  static Failure of(KafkaException failure) {
    Failure cause =
        failure.getClass() == KafkaException.class ? FailurePolicy.known(failure.getCause()) : null;
    return cause == null ? Failure.named(verdict(failure), failure) : cause;
  }

  private static Verdict verdict(KafkaException failure) {
    return switch (failure) {
      case InterruptException e -> Verdict.STOP;
      case WakeupException e -> Verdict.STOP;
      // A password or an access list that somebody is changing: it ends without a restart.
      case AuthenticationException e -> Verdict.PAUSE;
      case AuthorizationException e -> Verdict.PAUSE;
      case RecordTooLargeException e -> Verdict.ISOLATE;
      case RecordBatchTooLargeException e -> Verdict.ISOLATE;
      case SerializationException e -> Verdict.ISOLATE;
      case InvalidTimestampException e -> Verdict.ISOLATE;
      // Another process has our name, or this version and that broker do not speak to each other.
      case FencedInstanceIdException e -> Verdict.STOP;
      case UnreleasedInstanceIdException e -> Verdict.STOP;
      case InvalidConfigurationException e -> Verdict.STOP;
      case ConfigException e -> Verdict.STOP;
      // Whoever holds the transaction or the membership begins a new one; nothing was committed,
      // or it is committed and comes as a duplicate.
      case RetriableException e -> Verdict.RETRY_BATCH;
      case ApplicationRecoverableException e -> Verdict.RETRY_BATCH;
      case TransactionAbortableException e -> Verdict.RETRY_BATCH;
      case TransactionAbortedException e -> Verdict.RETRY_BATCH;
      case InvalidTxnStateException e -> Verdict.RETRY_BATCH;
      case OutOfOrderSequenceException e -> Verdict.RETRY_BATCH;
      case DuplicateSequenceException e -> Verdict.RETRY_BATCH;
      case RebalanceInProgressException e -> Verdict.RETRY_BATCH;
      case FencedMemberEpochException e -> Verdict.RETRY_BATCH;
      case StaleMemberEpochException e -> Verdict.RETRY_BATCH;
      case CommitFailedException e -> Verdict.RETRY_BATCH;
      default -> Verdict.PAUSE;
    };
  }
}
