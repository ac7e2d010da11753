package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.allinone.doctor.MachineFacts.Port;
import dev.trunkline.allinone.doctor.MachineFacts.Temporary;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MachineProbesTest {

  private static final long GIB = 1L << 30;
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Temporary TEMPORARY = new Temporary("/tmp", true, true, 20 * GIB);
  private static final Port FREE = new Port("the gateway", "--gateway-port", 8080, Port.State.FREE);
  private static final Port TAKEN = new Port("Kafka", "--kafka-port", 9092, Port.State.TAKEN);
  private static final Port OURS = new Port("Kafka", "", 34567, Port.State.OURS);

  @Test
  void aMachineThatFitsIsWell() {
    assertThat(Judged.by(MachineProbes.ALL, of(21, true, 4 * GIB, GIB, 2, 65_536L, TEMPORARY)))
        .isEmpty();
  }

  /** Systems other than Linux tell less. */
  @Test
  void whatIsNotToldIsNoFinding() {
    assertThat(Judged.by(MachineProbes.ALL, of(25, true, 4 * GIB, null, 2, null, TEMPORARY)))
        .isEmpty();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("jdk", "Java 17", of(17, true, 4 * GIB, GIB, 2, 65_536L, TEMPORARY)),
        Arguments.of("jdk", "no compiler", of(21, false, 4 * GIB, GIB, 2, 65_536L, TEMPORARY)),
        Arguments.of("memory", "1.0 GiB", of(21, true, GIB, GIB, 2, 65_536L, TEMPORARY)),
        Arguments.of("memory", "only", of(21, true, 4 * GIB, GIB / 8, 2, 65_536L, TEMPORARY)),
        Arguments.of("processors", "one", of(21, true, 4 * GIB, GIB, 1, 65_536L, TEMPORARY)),
        Arguments.of("open-files", "1,024", of(21, true, 4 * GIB, GIB, 2, 1_024L, TEMPORARY)),
        Arguments.of("temporary-folder", "cannot be written", with(false, false, 20 * GIB)),
        Arguments.of("temporary-folder", "noexec", with(true, false, 20 * GIB)),
        Arguments.of("temporary-folder", "free", with(true, true, GIB / 4)),
        Arguments.of("time-zones", "2023c", at(NOW, "2023c", List.of(), FREE)),
        Arguments.of("time-zones", "Asia/Kolkata", at(NOW, "2025b", List.of("Asia/Kolkata"), FREE)),
        Arguments.of("clock", "1970", at(Instant.EPOCH, "2025b", List.of(), FREE)),
        Arguments.of("ports", "9092 is taken", at(NOW, "2025b", List.of(), TAKEN)));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatDoesNotFitIsNamed(String probe, String what, MachineFacts facts) {
    Judged.onlyFinds(MachineProbes.ALL, facts, probe, what);
  }

  @Test
  void aPortOfOursIsNotTaken() {
    assertThat(Judged.by(MachineProbes.ALL, at(NOW, "2025b", List.of(), OURS))).isEmpty();
  }

  @Test
  void thisMachineIsSeen() {
    MachineFacts facts = new MachineLook(null, Clock.systemUTC()).facts();

    assertThat(facts.java()).isGreaterThanOrEqualTo(21);
    assertThat(facts.compiler()).isTrue();
    assertThat(facts.memory()).isPositive();
    assertThat(facts.temporary().writable()).isTrue();
    assertThat(facts.temporary().executable()).isTrue();
    assertThat(facts.zones()).matches("20\\d\\d[a-z]");
    assertThat(facts.unknownZones()).isEmpty();
    assertThat(facts.ports()).hasSize(4);
  }

  private static MachineFacts with(boolean writable, boolean executable, long free) {
    return of(
        21, true, 4 * GIB, GIB, 2, 65_536L, new Temporary("/tmp", writable, executable, free));
  }

  private static MachineFacts of(
      int java,
      boolean compiler,
      long memory,
      Long available,
      int processors,
      Long descriptors,
      Temporary temporary) {
    return new MachineFacts(
        java,
        compiler,
        memory,
        available,
        processors,
        descriptors,
        temporary,
        "2025b",
        List.of(),
        NOW,
        List.of(FREE));
  }

  private static MachineFacts at(Instant now, String zones, List<String> unknown, Port port) {
    return new MachineFacts(
        21, true, 4 * GIB, GIB, 2, 65_536L, TEMPORARY, zones, unknown, now, List.of(port));
  }
}
