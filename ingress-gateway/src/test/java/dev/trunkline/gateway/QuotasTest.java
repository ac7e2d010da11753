package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Intake;
import dev.trunkline.vendors.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuotasTest {

  private static final Rate THREE = new Rate(3, Duration.ofSeconds(3));
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Quotas quotas = new Quotas();

  @Test
  void aDoorWithoutARateTakesAnything() {
    Door door = door("a", "call", null);

    for (int i = 0; i < 1_000; i++) {
      assertThat(quotas.take(door, 0)).isZero();
    }
  }

  @Test
  void theDoorsOfASourceShareItsRateAndAnotherSourceHasItsOwn() {
    Door call = door("a", "call", THREE);
    Door lead = door("a", "lead", THREE);

    assertThat(quotas.take(call, 0)).isZero();
    assertThat(quotas.take(lead, 0)).isZero();
    assertThat(quotas.take(call, 0)).isZero();
    assertThat(quotas.take(lead, 0)).isEqualTo(SECOND);
    assertThat(quotas.take(door("b", "lead", THREE), 0)).isZero();
    assertThat(quotas.take(lead, SECOND)).isZero();
    assertThat(quotas.take(call, SECOND)).isEqualTo(SECOND);
  }

  @Test
  void doorsOpenedAnewFillNothingUpAndDoorsThatAreGoneAreForgotten() {
    Door door = door("a", "call", THREE);
    for (int i = 0; i < 3; i++) {
      quotas.take(door, 0);
    }

    quotas.retain(List.of(door("a", "moved", THREE)));
    assertThat(quotas.take(door, 0)).isEqualTo(SECOND);

    quotas.retain(List.of(door("a", "call", new Rate(4, Duration.ofSeconds(3)))));
    assertThat(quotas.take(door, 0)).isZero();
  }

  private static Door door(String source, String name, Rate rate) {
    Door open = TestDoors.open("acme");
    return new Door(
        source,
        open.vendor(),
        name,
        "/" + name,
        open.methods(),
        open.proofs(),
        open.answers(),
        new Door.Terms(rate, null, null, Intake.PLAIN),
        false,
        null,
        Set.of());
  }
}
