package dev.trunkline.plumbing.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnLimitTest {

  private static final Refused BRIEF = new Refused("10 a second", Duration.ofMillis(5));
  private static final Refused LONG = new Refused("the breaker is open", Duration.ofMinutes(1));

  @Test
  void aMomentIsWaitedOut() throws InterruptedException {
    Iterator<Object> answers = List.<Object>of(BRIEF, BRIEF, "there").iterator();

    assertThat(OwnLimit.<Object, RuntimeException>past(answers::next)).isEqualTo("there");
  }

  @Test
  void aVendorThatIsDownIsNotWaitedFor() throws InterruptedException {
    Iterator<Object> answers = List.<Object>of(BRIEF, LONG, "there").iterator();

    assertThat(OwnLimit.<Object, RuntimeException>past(answers::next)).isEqualTo(LONG);
  }
}
