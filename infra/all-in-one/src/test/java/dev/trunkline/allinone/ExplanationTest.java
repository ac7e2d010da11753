package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trunkline.gateway.OperatorTokens;
import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.plumbing.assertion.Mismatch;
import java.sql.SQLException;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.BeanCreationException;

/** What a start that failed inside of Spring tells people and the shell. */
class ExplanationTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new Mismatch(List.of(new Finding("fsync is off", "rows may go", "switch it on"))),
            4,
            "fsync is off: rows may go; mend it with: switch it on"),
        Arguments.of(
            new IllegalArgumentException("trunkline.writer.concurrency is 9, not within 1 to 6"),
            2,
            "trunkline.writer.concurrency is 9, not within 1 to 6"),
        Arguments.of(
            new IllegalStateException("Kafka did not answer", new TimeoutException()),
            3,
            "a server does not answer in time; see: trunkline doctor"),
        Arguments.of(
            new KafkaException("no broker"),
            3,
            "Kafka does not answer: no broker; see: trunkline doctor --only kafka"),
        Arguments.of(
            new DateTimeParseException("Text '+13125550101' could not be parsed", "", 0),
            1,
            "something cannot be read (DateTimeParseException); see: trunkline dead-letters list"),
        Arguments.of(
            new IllegalStateException("away", new SQLException("no", "08001")),
            3,
            "Postgres does not answer as asked (SQLSTATE 08001); see: trunkline doctor --only postgres"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theCauseIsToldInOneLine(RuntimeException cause, int exitCode, String message) {
    assertThat(Explanation.of(new BeanCreationException("some bean", cause)))
        .isEqualTo(new Explanation(exitCode, message));
  }

  @Test
  void anOperatorsTokenThatIsNoneIsNamedByItsPlace() {
    IllegalArgumentException refusal =
        catchThrowableOfType(
            IllegalArgumentException.class, () -> OperatorTokens.of(List.of("changeme")));

    assertThat(Explanation.of(new BeanCreationException("operatorTokens", refusal)))
        .isEqualTo(
            new Explanation(
                2, "trunkline.operator.tokens: number 1 is shorter than 16 characters"));
  }
}
