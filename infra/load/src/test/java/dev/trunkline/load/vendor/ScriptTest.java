package dev.trunkline.load.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.load.vendor.Ending.End;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScriptTest {

  @Test
  void theSameSeedMakesTheSameScriptAndAnotherAnother() {
    Script script = Script.random(7, 1_000);

    assertThat(Script.random(7, 1_000)).isEqualTo(script);
    assertThat(Script.random(8, 1_000)).isNotEqualTo(script);
  }

  @Test
  void everyCallHasALeadRecordingsAndAnEndingOfItsOwn() {
    Script script = Script.random(7, 1_000);

    assertThat(script.calls()).extracting(ScriptedCall::callLogId).doesNotHaveDuplicates();
    assertThat(script.calls()).extracting(ScriptedCall::leadId).doesNotHaveDuplicates();
    assertThat(script.calls())
        .flatExtracting(ScriptedCall::recordings)
        .extracting(recording -> ((ScriptedRecording) recording).id())
        .doesNotHaveDuplicates();
    assertThat(script.endings()).hasSize(1_000);
  }

  @Test
  void recordingsAppearWithinTheHoursAndAllEndingsOccur() {
    Script script = Script.random(7, 1_000);

    Set<Ending> endings = Set.copyOf(script.endings().values());
    assertThat(endings)
        .isEqualTo(
            Set.of(Scenario.values()).stream().map(Scenario::ending).collect(Collectors.toSet()));
    assertThat(script.calls())
        .flatExtracting(ScriptedCall::recordings)
        .map(ScriptedRecording.class::cast)
        .filteredOn(recording -> recording.appearsAt() != null)
        .allSatisfy(
            recording ->
                assertThat(recording.appearsAt())
                    .isBetween(
                        Script.MORNING, Script.MORNING.plus(Duration.ofHours(7).plusMinutes(10))));
  }

  @Test
  void whatLinksGiveMattersOnlyWhereAudioIsStored() {
    Ending page = Scenario.AUDIO_ALWAYS_PAGE.ending();

    assertThat(page.whenStoring())
        .isEqualTo(new Ending.Outcome(End.GIVEN_UP, Ending.Cause.NOT_AUDIO));
    assertThat(page.whenOnlySearching()).isEqualTo(new Ending.Outcome(End.FOUND, null));
    assertThat(Scenario.LATE.ending().whenStoring())
        .isEqualTo(new Ending.Outcome(End.STORED, null));
    assertThat(Scenario.NEVER.ending().whenOnlySearching())
        .isEqualTo(new Ending.Outcome(End.GIVEN_UP, Ending.Cause.NONE));
  }
}
