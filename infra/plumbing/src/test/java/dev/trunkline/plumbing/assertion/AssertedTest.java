package dev.trunkline.plumbing.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AssertedTest {

  private static final Finding ONE = new Finding("one is 1, not 2", "it would break", "set one=2");
  private static final Finding OTHER = new Finding("other is off", "it would stop", "turn it on");

  @Test
  void whereNothingIsFoundItRuns() {
    assertThatCode(() -> Asserted.by(List.of(List::of, List::of))).doesNotThrowAnyException();
  }

  @Test
  void whatAllChecksFoundIsToldInTheirOrder() {
    // when
    Mismatch mismatch =
        catchThrowableOfType(
            Mismatch.class,
            () -> Asserted.by(List.of(() -> List.of(ONE), List::of, () -> List.of(OTHER))));

    // then
    assertThat(mismatch.findings()).containsExactly(ONE, OTHER);
    assertThat(mismatch)
        .hasMessage(
            "one is 1, not 2: it would break; mend it with: set one=2\n"
                + "other is off: it would stop; mend it with: turn it on");
  }

  @Test
  void aServerThatCannotBeAskedIsTheReasonWhereNothingIsFound() {
    IllegalStateException away = new IllegalStateException("Kafka did not answer");

    assertThatThrownBy(() -> Asserted.by(List.of(List::of, failing(away)))).isSameAs(away);
  }

  @Test
  void whatIsFoundIsToldThoughAnotherServerIsAway() {
    IllegalStateException away = new IllegalStateException("Kafka did not answer");

    assertThatThrownBy(() -> Asserted.by(List.of(failing(away), () -> List.of(ONE))))
        .isInstanceOf(Mismatch.class)
        .hasMessageStartingWith("one is 1")
        .hasSuppressedException(away);
  }

  @Test
  void theyLookAtTheSameTime() {
    CyclicBarrier both = new CyclicBarrier(2);
    StartCheck meets =
        () -> {
          try {
            both.await(10, TimeUnit.SECONDS);
            return List.of();
          } catch (Exception e) {
            throw new IllegalStateException("the other did not come", e);
          }
        };

    assertThatCode(() -> Asserted.by(List.of(meets, meets))).doesNotThrowAnyException();
  }

  private static StartCheck failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }
}
