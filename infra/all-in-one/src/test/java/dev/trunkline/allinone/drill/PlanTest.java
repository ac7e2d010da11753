package dev.trunkline.allinone.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Duration DURING = Duration.ofSeconds(10);

  @Test
  void theSameSeedHasTheSamePlan() {
    assertThat(plans()).containsExactlyElementsOf(plans().toList());
  }

  @Test
  void asManySeedsAsThereAreFaultsHaveHadThemAll() {
    Stream<Fault> first = plans().limit(Fault.ALL.size()).flatMap(plan -> faults(plan).stream());

    assertThat(first).containsAll(Fault.ALL);
  }

  @Test
  void faultsBeginWhileLoadLastsInTheirOrder() {
    assertThat(plans())
        .allSatisfy(
            plan -> {
              assertThat(plan.steps()).hasSizeBetween(3, 5);
              assertThat(plan.steps()).extracting(Step::at).isSorted();
              assertThat(plan.steps())
                  .allSatisfy(step -> assertThat(step.at()).isBetween(Duration.ZERO, DURING));
            });
  }

  @Test
  void whatTheMachineCannotMakeIsLeftOut() {
    assertThat(Fault.within(new Abilities(false, false)))
        .isNotEmpty()
        .noneMatch(fault -> fault.kind() == Kind.CUT_POWER || fault.kind() == Kind.FILL_DISK)
        .noneMatch(fault -> fault.kind() == Kind.FAIL_SYNC);
    assertThat(Fault.within(new Abilities(true, true))).isEqualTo(Fault.ALL);
  }

  private static Stream<Plan> plans() {
    return LongStream.range(0, 200).mapToObj(seed -> Plan.of(seed, DURING, Fault.ALL));
  }

  private static List<Fault> faults(Plan plan) {
    return plan.steps().stream().map(Step::fault).toList();
  }
}
