package dev.trunkline.recordings;

import static dev.trunkline.canonical.EventType.RECORDING_ABSENT;
import static dev.trunkline.canonical.EventType.RECORDING_ATTEMPTED;
import static dev.trunkline.canonical.EventType.RECORDING_FOUND;
import static dev.trunkline.canonical.EventType.RECORDING_GIVEN_UP;
import static dev.trunkline.canonical.EventType.RECORDING_STORED;
import static dev.trunkline.canonical.EventType.RECORDING_WANTED;
import static dev.trunkline.recordings.Given.END;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.RecordingLink;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.canonical.RecordingRequest.Ask;
import dev.trunkline.recordings.Job.End;
import dev.trunkline.recordings.Job.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

  private Policy policy = Given.policy(true);
  private @Nullable Job job;
  private Instant now = END.plusSeconds(1);
  private final List<EventType> told = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();

  @Test
  void itIsLookedForTwoMinutesAfterTheCallAndThenLaterAndLater() {
    // given
    asked(Ask.WANTED);
    List<Long> attempts = new ArrayList<>();

    // when
    while (!job().isEnded()) {
      ring();
      attempts.add(Duration.between(END, now).toMinutes());
      nothingYet();
    }

    // then
    assertThat(attempts)
        .containsExactly(2L, 4L, 6L, 8L, 10L, 12L, 17L, 27L, 47L, 87L, 147L, 207L, 387L);
    assertThat(job().end()).isEqualTo(End.GIVEN_UP);
    assertThat(job().reason()).isEqualTo("the vendor has no recording yet");
    assertThat(told).hasSize(14).startsWith(RECORDING_WANTED).endsWith(RECORDING_GIVEN_UP);
    assertThat(told.subList(1, 13)).containsOnly(RECORDING_ATTEMPTED);
    assertThat(facts.get(3).attempt()).isEqualTo(3);
    assertThat(facts.get(3).nextAttemptAt()).isEqualTo(END.plus(Duration.ofMinutes(8)));
  }

  @Test
  void whatIsFoundIsStored() {
    asked(Ask.WANTED);
    ring();
    tried(List.of(recording(1, true)));

    assertThat(told).containsExactly(RECORDING_WANTED, RECORDING_FOUND, RECORDING_STORED);
    assertThat(job().end()).isEqualTo(End.STORED);
  }

  /** Else a vendor could make a search that no topic takes, and that is tried for ever. */
  @Test
  void aCallHasABoundedNumberOfRecordings() {
    RecordingLink[] many =
        IntStream.range(0, 150).mapToObj(i -> Given.link("r-" + i)).toArray(RecordingLink[]::new);
    Turn turn =
        Rules.turn(null, new Signal.Asked(Given.request(Ask.PRESENT, "1", many)), policy, now);

    assertThat(Objects.requireNonNull(turn.job()).recordings()).hasSize(Recording.MOST);
  }

  /** The topic of jobs keeps a search that does not change for 30 days. */
  @Test
  void noOperatorMovesAnAttemptBeyondTheMemoryOfSearches() {
    RecordingRequest wanted = Given.request(Ask.WANTED, "1");
    RecordingRequest moved =
        new RecordingRequest(
            Ask.RESCHEDULE,
            wanted.callId(),
            wanted.source(),
            wanted.vendor(),
            null,
            null,
            null,
            null,
            null,
            List.of(),
            now,
            null,
            null,
            null,
            null,
            now.plus(Duration.ofDays(60)),
            null);

    Turn turn = Rules.turn(null, new Signal.Asked(moved), policy, now);

    assertThat(Objects.requireNonNull(turn.job()).due()).isEqualTo(now.plus(Rules.LONGEST_SEARCH));
  }

  @Test
  void whereNothingIsStoredTheLinkIsTheEnd() {
    policy = Given.policy(false);
    asked(Ask.WANTED);
    ring();
    tried(List.of(recording(1, false)));

    assertThat(told).containsExactly(RECORDING_WANTED, RECORDING_FOUND);
    assertThat(job().end()).isEqualTo(End.FOUND);
  }

  @Test
  void aCallsTwoReportsMakeOneSearch() {
    asked(Ask.WANTED);
    int ticket = job().ticket();
    asked(Ask.WANTED);

    assertThat(told).containsExactly(RECORDING_WANTED);
    assertThat(job().ticket()).isEqualTo(ticket);
  }

  @Test
  void aRecordingThatArrivesMeanwhileEndsTheSearch() {
    policy = Given.policy(false);
    asked(Ask.WANTED);
    int ticket = job().ticket();
    asked(Ask.PRESENT, Given.link("9001"));

    assertThat(told).containsExactly(RECORDING_WANTED, RECORDING_FOUND);
    assertThat(job().end()).isEqualTo(End.FOUND);
    assertThat(turn(new Signal.Rang("dialer/1", ticket)).stale()).isTrue();
  }

  @Test
  void itEndsAnAttemptThatIsBeingMade() {
    policy = Given.policy(false);
    asked(Ask.WANTED);
    ring();
    int ticket = job().ticket();
    asked(Ask.PRESENT, Given.link("9001"));

    Turn late =
        turn(
            new Signal.Tried(
                "dialer/1", ticket, List.of(), List.of(trouble(0, Cause.NOT_YET, null))));

    assertThat(late.stale()).isTrue();
    assertThat(job().end()).isEqualTo(End.FOUND);
  }

  @Test
  void anEmptyOneNeverErasesAFoundOne() {
    policy = Given.policy(false);
    asked(Ask.PRESENT, Given.link("9001"));
    asked(Ask.WANTED);
    asked(Ask.PRESENT);

    assertThat(job().end()).isEqualTo(End.FOUND);
    assertThat(told).containsExactly(RECORDING_FOUND);
  }

  @Test
  void aLinkIsCopiedAtOnce() {
    asked(Ask.PRESENT, Given.link("9001"));

    assertThat(job().phase()).isEqualTo(Phase.TRYING);
    assertThat(job().attempt()).isEqualTo(1);
  }

  @Test
  void theSameLinkWithAnotherTokenIsTheSameRecording() {
    policy = Given.policy(false);
    asked(Ask.PRESENT, new RecordingLink("https://v.example/a.mp3?rlt=1", null, null, null, null));
    asked(Ask.PRESENT, new RecordingLink("https://v.example/a.mp3?rlt=2", null, null, null, null));

    assertThat(job().recordings()).hasSize(1);
    assertThat(told).containsExactly(RECORDING_FOUND);
  }

  @Test
  void aCallMayHaveSeveral() {
    policy = Given.policy(false);
    asked(Ask.PRESENT, Given.link("9001"), Given.link("9002"));
    asked(Ask.PRESENT, Given.link("9003"));

    assertThat(job().recordings()).extracting(Recording::part).containsExactly(1, 2, 3);
    assertThat(told).hasSize(3).containsOnly(RECORDING_FOUND);
  }

  @Test
  void anOldCallIsLookedForAtOnce() {
    now = END.plus(Duration.ofDays(3));
    asked(Ask.WANTED);

    assertThat(job().due()).isEqualTo(now);
  }

  /** A vendor's clock may be days ahead: the report's own time bounds it. */
  @Test
  void aCallThatEndsInTheFutureEndedWhenItWasReported() {
    RecordingRequest future = Given.request(Ask.WANTED, "1", END.plus(Duration.ofDays(3)));
    turn(
        new Signal.Asked(
            new RecordingRequest(
                Ask.WANTED,
                future.callId(),
                future.source(),
                future.vendor(),
                null,
                null,
                future.startedAt(),
                future.endedAt(),
                null,
                List.of(),
                now,
                null,
                null,
                null,
                null,
                null,
                null)));

    assertThat(job().due()).isEqualTo(now.plus(Duration.ofMinutes(2)));
  }

  @ParameterizedTest
  @CsvSource({"60,120", "120,120", "600,600", "86400,86400", "999999,86400"})
  void theVendorsOwnWaitIsHonoured(long asksFor, long waits) {
    asked(Ask.WANTED);
    ring();
    tried(List.of(), trouble(0, Cause.RATE_LIMITED, Duration.ofSeconds(asksFor)));

    assertThat(Duration.between(now, job().due())).isEqualTo(Duration.ofSeconds(waits));
  }

  @Test
  void whatWasNotAskedCostsNoAttempt() {
    asked(Ask.WANTED);
    ring();
    tried(List.of(), trouble(0, Cause.HELD_BACK, Duration.ofSeconds(45)));

    assertThat(job().attempt()).isZero();
    assertThat(job().due()).isEqualTo(now.plusSeconds(45));
    assertThat(told).containsExactly(RECORDING_WANTED, RECORDING_WANTED);
  }

  @Test
  void nothingIsHeldBackForEver() {
    asked(Ask.WANTED);
    while (!job().isEnded()) {
      ring();
      tried(List.of(), trouble(0, Cause.HELD_BACK, Duration.ofHours(12)));
    }

    assertThat(Duration.between(END, now)).isLessThan(Duration.ofDays(15));
    assertThat(job().end()).isEqualTo(End.GIVEN_UP);
  }

  @Test
  void aForbiddenLinkIsNotTriedAgain() {
    asked(Ask.PRESENT, Given.link("9001"));
    tried(List.of(recording(1, false)), trouble(1, Cause.FORBIDDEN, null));

    assertThat(told).containsExactly(RECORDING_FOUND, RECORDING_GIVEN_UP);
    assertThat(job().end()).isEqualTo(End.GIVEN_UP);
    assertThat(facts.getLast().recording()).isNotNull();
  }

  @Test
  void oneLostRecordingDoesNotCostTheOther() {
    asked(Ask.PRESENT, Given.link("9001"), Given.link("9002"));
    tried(List.of(recording(1, false), recording(2, true)), trouble(1, Cause.FORBIDDEN, null));

    assertThat(job().end()).isEqualTo(End.STORED);
    assertThat(told)
        .containsExactly(RECORDING_FOUND, RECORDING_FOUND, RECORDING_STORED, RECORDING_GIVEN_UP);
  }

  @Test
  void forAnExpiredLinkTheVendorIsAskedAnew() {
    asked(Ask.PRESENT, Given.link("9001"));
    tried(List.of(recording(1, false)), trouble(1, Cause.EXPIRED, null));
    assertThat(job().phase()).isEqualTo(Phase.WAITING);
    assertThat(job().recordings().getFirst().hasUrl()).isFalse();
    ring();
    tried(List.of(recording(1, true)));

    assertThat(job().end()).isEqualTo(End.STORED);
  }

  @Test
  void aLinkToldAgainWithANewTokenMakesNoAttemptEarly() {
    asked(Ask.PRESENT, Given.link("9001"));
    tried(List.of(recording(1, false)), trouble(1, Cause.RATE_LIMITED, Duration.ofHours(1)));
    Instant due = job().due();
    asked(
        Ask.PRESENT,
        new RecordingLink("https://vendor.example/9001.mp3?rlt=new", "9001", null, null, null));

    assertThat(job().phase()).isEqualTo(Phase.WAITING);
    assertThat(job().due()).isEqualTo(due);
    assertThat(job().recordings().getFirst().link().url()).endsWith("new");
  }

  @Test
  void whereNobodyCanBeAskedAnExpiredLinkIsTheEnd() {
    policy =
        new Policy(
            Duration.ofMinutes(2), Given.THEN, "no API", true, Given.policy(true).publicUrl());
    asked(Ask.PRESENT, Given.link("9001"));
    tried(List.of(recording(1, false)), trouble(1, Cause.EXPIRED, null));

    assertThat(job().end()).isEqualTo(End.GIVEN_UP);
  }

  @Test
  void whatTheVendorSaysIsGoneIsAbsent() {
    asked(Ask.WANTED);
    ring();
    tried(List.of(), trouble(0, Cause.GONE, null));

    assertThat(told).endsWith(RECORDING_ABSENT);
    assertThat(job().end()).isEqualTo(End.ABSENT);
  }

  @Test
  void whereNobodyCanBeAskedAWebhookMayStillCome() {
    policy = Given.silent();
    asked(Ask.WANTED);

    assertThat(job().due()).isEqualTo(END.plus(Duration.ofMinutes(387)));
    ring();
    tried(List.of(), trouble(0, Cause.CANNOT_ASK, null));
    assertThat(job().end()).isEqualTo(End.GIVEN_UP);
  }

  @Test
  void aLateRecordingReopensWhatWasGivenUp() {
    asked(Ask.WANTED);
    operator(Ask.GIVE_UP, null);
    assertThat(job().end()).isEqualTo(End.GIVEN_UP);
    asked(Ask.PRESENT, Given.link("9001"));

    assertThat(job().phase()).isEqualTo(Phase.TRYING);
    assertThat(job().attempt()).isEqualTo(1);
  }

  @Test
  void anOperatorMovesEndsAndRestartsASearch() {
    asked(Ask.WANTED);
    operator(Ask.RESCHEDULE, END.plus(Duration.ofHours(1)));
    assertThat(job().due()).isEqualTo(END.plus(Duration.ofHours(1)));
    operator(Ask.GIVE_UP, null);
    assertThat(job().reason()).isEqualTo("asked by hand");
    operator(Ask.FETCH, null);
    assertThat(job().phase()).isEqualTo(Phase.TRYING);
    assertThat(job().attempt()).isEqualTo(1);
  }

  @Test
  void anEarlyTimerIsNoAttempt() {
    asked(Ask.WANTED);
    Turn turn = turn(new Signal.Rang("dialer/1", job().ticket()));

    assertThat(turn.stale()).isFalse();
    assertThat(job().phase()).isEqualTo(Phase.WAITING);
  }

  private void asked(Ask ask, RecordingLink... links) {
    turn(new Signal.Asked(Given.request(ask, "1", links)));
  }

  private void operator(Ask ask, @Nullable Instant due) {
    RecordingRequest call = Given.request(ask, "1");
    turn(
        new Signal.Asked(
            new RecordingRequest(
                ask,
                call.callId(),
                call.source(),
                call.vendor(),
                call.vendorCallId(),
                call.vendorLeadId(),
                call.startedAt(),
                call.endedAt(),
                call.durationS(),
                List.of(),
                now,
                null,
                null,
                null,
                null,
                due,
                "asked by hand")));
  }

  private void ring() {
    now = Objects.requireNonNull(job().due());
    turn(new Signal.Rang("dialer/1", job().ticket()));
    assertThat(job().phase()).isEqualTo(Phase.TRYING);
  }

  private void nothingYet() {
    tried(List.of(), new Trouble(0, Cause.NOT_YET, "the vendor has no recording yet", null));
  }

  private void tried(List<Recording> recordings, Trouble... troubles) {
    turn(new Signal.Tried("dialer/1", job().ticket(), recordings, List.of(troubles)));
  }

  private static Trouble trouble(int part, Cause cause, @Nullable Duration retryAfter) {
    return new Trouble(part, cause, "because", retryAfter);
  }

  private Recording recording(int part, boolean copied) {
    return new Recording(part, Given.link("900" + part), copied ? Given.copy(now) : null, null);
  }

  private Turn turn(Signal signal) {
    Turn turn = Rules.turn(job, signal, policy, now);
    job = turn.job();
    turn.facts().forEach(fact -> told.add(fact.type()));
    facts.addAll(turn.facts());
    return turn;
  }

  private Job job() {
    return Objects.requireNonNull(job);
  }
}
