package dev.trunkline.plumbing.failure;

import static dev.trunkline.plumbing.failure.Verdict.ISOLATE;
import static dev.trunkline.plumbing.failure.Verdict.PAUSE;
import static dev.trunkline.plumbing.failure.Verdict.RETRY_BATCH;
import static dev.trunkline.plumbing.failure.Verdict.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.NoSuchFileException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.DuplicateSequenceException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailurePolicyTest {

  @ParameterizedTest
  @CsvSource({
    // what Postgres says of values
    "22P05, ISOLATE", // \u0000 in jsonb
    "22P02, ISOLATE", // a lone surrogate, 1e131072
    "22021, ISOLATE", // \u0000 in text
    "22003, ISOLATE", // beyond a number
    "22008, ISOLATE", // 2024-02-30
    "22007, ISOLATE", // no time at all
    "21000, ISOLATE", // one key twice in a statement
    "23502, ISOLATE", // nothing where something must be
    "23505, ISOLATE", // a key that is there
    "54000, ISOLATE", // a key too long for an index
    "54001, ISOLATE", // too deep
    // two that met
    "40001, RETRY_BATCH",
    "40P01, RETRY_BATCH", // deadlock
    "55P03, RETRY_BATCH", // lock timeout
    "57014, RETRY_BATCH", // statement timeout
    "25P02, RETRY_BATCH",
    "25P03, RETRY_BATCH", // idle in transaction
    "0A000, RETRY_BATCH", // a plan older than its table
    // away, full, or to be mended
    "08000, PAUSE",
    "08001, PAUSE",
    "08006, PAUSE",
    "08007, PAUSE", // nobody knows whether it was committed
    "25006, PAUSE", // a standby
    "28P01, PAUSE",
    "3D000, PAUSE",
    "3F000, PAUSE",
    "42P01, PAUSE", // a table that is not there
    "42501, PAUSE", // a right that was taken away
    "53100, PAUSE", // disk full
    "53200, PAUSE",
    "53300, PAUSE", // too many connections
    "57P01, PAUSE", // shut down
    "57P02, PAUSE", // crashed
    "57P03, PAUSE", // starting up
    "58030, PAUSE",
    "F0000, PAUSE",
    "XX000, PAUSE",
    "XX001, PAUSE", // a damaged page
    "QQ123, PAUSE", // a state of tomorrow
  })
  void aDatabasesFailureIsJudgedByItsState(String state, Verdict verdict) {
    Failure failure = FailurePolicy.of(new RuntimeException(new SQLException("a value", state)));

    assertThat(failure.verdict()).isEqualTo(verdict);
    assertThat(failure.code()).isEqualTo(state);
    assertThat(failure.reason())
        .startsWith(
            "the database refused it with SQLSTATE %s, class %s ("
                .formatted(state, state.substring(0, 2)))
        .doesNotContain("a value");
  }

  @Test
  void everyClassOfStatesIsInTheTableAbove() throws NoSuchMethodException {
    CsvSource table =
        FailurePolicyTest.class
            .getDeclaredMethod("aDatabasesFailureIsJudgedByItsState", String.class, Verdict.class)
            .getAnnotation(CsvSource.class);

    assertThat(Arrays.stream(table.value()).map(SqlClass::of)).contains(SqlClass.values());
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        // a pool that got no connection: the state hangs on it, or there is none
        row(new SQLTransientConnectionException("none in time"), PAUSE),
        row(new SQLException("closed"), PAUSE),
        // Kafka: it passes by itself, or with a new producer or membership
        row(new TimeoutException("late"), RETRY_BATCH),
        row(new DisconnectException("gone"), RETRY_BATCH),
        row(new NotLeaderOrFollowerException("moved"), RETRY_BATCH),
        row(new NotEnoughReplicasException("few"), RETRY_BATCH),
        row(new CorruptRecordException("bits"), RETRY_BATCH),
        row(new ProducerFencedException("another"), RETRY_BATCH),
        row(new InvalidProducerEpochException("another"), RETRY_BATCH),
        row(new InvalidPidMappingException("expired"), RETRY_BATCH),
        row(new OutOfOrderSequenceException("gap"), RETRY_BATCH),
        row(new DuplicateSequenceException("twice"), RETRY_BATCH),
        row(new InvalidTxnStateException("odd"), RETRY_BATCH),
        row(new TransactionAbortedException("given up"), RETRY_BATCH),
        row(new TransactionAbortableException("give up"), RETRY_BATCH),
        row(new RebalanceInProgressException("moving"), RETRY_BATCH),
        row(new FencedMemberEpochException("old"), RETRY_BATCH),
        row(new StaleMemberEpochException("old"), RETRY_BATCH),
        row(new CommitFailedException(), RETRY_BATCH),
        // Kafka: somebody mends it
        row(new TopicAuthorizationException("raw"), PAUSE),
        row(new GroupAuthorizationException("group"), PAUSE),
        row(new SaslAuthenticationException("password"), PAUSE),
        row(new UnknownServerException("?"), PAUSE),
        row(new KafkaException("?"), PAUSE),
        // Kafka: the record is at fault
        row(new RecordTooLargeException("2 MB"), ISOLATE),
        row(new RecordBatchTooLargeException("2 MB"), ISOLATE),
        row(new SerializationException("what"), ISOLATE),
        row(new InvalidTimestampException("1970"), ISOLATE),
        // Kafka: going on would be wrong or in vain
        row(new FencedInstanceIdException("another"), STOP),
        row(new UnreleasedInstanceIdException("another"), STOP),
        row(new UnsupportedVersionException("old"), STOP),
        row(new InvalidTopicException("/"), STOP),
        row(new ConfigException("x"), STOP),
        row(new WakeupException(), STOP),
        row(interrupted(), STOP),
        row(new InterruptedException("stop"), STOP),
        // the machine
        row(new OutOfMemoryError("heap"), STOP),
        row(new InternalError("vm"), STOP),
        row(new NoClassDefFoundError("x"), STOP),
        row(new ExceptionInInitializerError("x"), STOP),
        // around us
        row(new java.util.concurrent.TimeoutException("late"), RETRY_BATCH),
        row(new ConnectException("refused"), PAUSE),
        row(new SocketTimeoutException("silent"), PAUSE),
        row(new UnknownHostException("dns"), PAUSE),
        row(new NoSuchFileException("unmounted"), PAUSE),
        // a record that trips our own code
        row(new StackOverflowError(), ISOLATE),
        row(new AssertionError("claim"), ISOLATE),
        row(new NullPointerException("x"), ISOLATE),
        row(new IllegalArgumentException("x"), ISOLATE),
        row(new ClassCastException("x"), ISOLATE),
        row(new ArithmeticException("x"), ISOLATE),
        row(new MalformedInputException(1), ISOLATE));
  }

  /** Making one interrupts whoever makes it. */
  private static InterruptException interrupted() {
    InterruptException interrupted = new InterruptException("stop");
    assertThat(Thread.interrupted()).isTrue();
    return interrupted;
  }

  private static Arguments row(Throwable failure, Verdict verdict) {
    return Arguments.of(failure, verdict);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureIsJudgedTheSameHoweverItIsWrapped(Throwable thrown, Verdict verdict) {
    Failure expected =
        new Failure(
            verdict,
            thrown.getClass().getSimpleName(),
            "it failed with " + thrown.getClass().getSimpleName());

    assertThat(FailurePolicy.of(thrown)).isEqualTo(expected);
    assertThat(FailurePolicy.of(new IllegalStateException("ours", new ExecutionException(thrown))))
        .isEqualTo(expected);
    assertThat(FailurePolicy.of(new KafkaException("a client's", thrown)).verdict())
        .isEqualTo(verdict == ISOLATE && !(isKnown(thrown)) ? PAUSE : verdict);
  }

  /** Of what only our own code throws a client's wrapper is the one that speaks. */
  private static boolean isKnown(Throwable thrown) {
    return thrown instanceof KafkaException || thrown instanceof Error;
  }

  @Test
  void aStateIsFoundWhereverAPoolOrABatchHangsIt() {
    SQLException pool = new SQLTransientConnectionException("none in time");
    pool.setNextException(new SQLException("refused", "08001"));
    BatchUpdateException batch = new BatchUpdateException("batch", null, 0, new int[0], null);
    batch.setNextException(new SQLException("value", "22P05"));

    assertThat(FailurePolicy.of(pool).code()).isEqualTo("08001");
    assertThat(FailurePolicy.of(pool).verdict()).isEqualTo(PAUSE);
    assertThat(FailurePolicy.of(batch).code()).isEqualTo("22P05");
    assertThat(FailurePolicy.of(batch).verdict()).isEqualTo(ISOLATE);
  }

  @Test
  void theOutermostKnownCauseDecides() {
    SQLException lost = new SQLException("gone", "08006", new ConnectException("refused"));
    lost.addSuppressed(new SQLException("a value", "22P05"));

    assertThat(FailurePolicy.of(new UncheckedIOException(new java.io.IOException(lost))).code())
        .isEqualTo("08006");
  }

  @Test
  void anExceptionOfOursSpeaksForItself() {
    class Away extends RuntimeException implements KnownFailure {
      private static final long serialVersionUID = 1L;

      @Override
      public Failure failure() {
        return new Failure(PAUSE, "away", "it is away");
      }
    }

    assertThat(FailurePolicy.of(new IllegalStateException(new Away())))
        .isEqualTo(new Failure(PAUSE, "away", "it is away"));
  }

  @Test
  void aRingOfCausesEnds() {
    RuntimeException one = new RuntimeException("one");
    RuntimeException two = new RuntimeException("two", one);
    one.initCause(two);

    assertThat(FailurePolicy.of(one).verdict()).isEqualTo(ISOLATE);
  }

  @Test
  void onlyWhatMayPassComesAgain() {
    assertThat(Arrays.stream(Verdict.values()))
        .allSatisfy(
            verdict ->
                assertThat(verdict.comesAgain())
                    .isEqualTo(
                        Map.of(RETRY_BATCH, true, ISOLATE, false, PAUSE, true, STOP, false)
                            .get(verdict)));
  }
}
