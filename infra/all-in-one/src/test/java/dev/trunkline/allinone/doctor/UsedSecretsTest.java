package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.plumbing.assertion.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which secrets may go, by what a gateway has seen. */
class UsedSecretsTest {

  private static final Instant NOW = Instant.parse("2027-01-10T12:00:00Z");
  private static final Instant LONG_AGO = daysAgo(20);

  @Test
  void anOldSecretThatANewOneReplacedMayGo() {
    assertThat(found(door("lead", used("OLD", 5), used("NEW", 0))))
        .isEqualTo(
            "secret OLD of source dialer proved nothing since 2027-01-05T12:00:00Z,"
                + " and NEW did until 2027-01-10T12:00:00Z");
    assertThat(cure(door("lead", used("OLD", 5), used("NEW", 0))))
        .isEqualTo("take it out of the sources file");
  }

  @Test
  void oneThatWasUsedLatelyStays() {
    assertThat(found(door("lead", used("OLD", 2), used("NEW", 0)))).isEmpty();
  }

  /** What the other one proved must span the time, not a moment of it. */
  @Test
  void aSourceThatFellSilentTellsNothing() {
    assertThat(found(door("lead", used("OLD", 10), used("NEW", 9)))).isEmpty();
    assertThat(found(door("lead", used("OLD", 10)))).isEmpty();
  }

  @Test
  void aGatewayThatStartedAnHourAgoCallsNothingUnused() {
    Instant hourAgo = NOW.minus(Duration.ofHours(1));
    String page =
        door("lead", secret("OLD", hourAgo, null, null), secret("NEW", hourAgo, NOW, null));

    assertThat(found(page)).isEmpty();
    assertThat(UsedSecrets.judge(facts(page)).found())
        .isEqualTo("2 secrets, watched since 2027-01-10T11:00:00Z: too short to call one unused");
  }

  /** Not since it came into the file, and not before it may prove anything, is it unused. */
  @Test
  void aSecretThatWasAddedOrBeganYesterdayIsNotUnused() {
    assertThat(found(door("lead", used("OLD", 0), secret("NEW", daysAgo(1), null, null))))
        .isEmpty();
    assertThat(
            found(
                door(
                    "lead",
                    used("OLD", 0),
                    "{\"name\":\"NEW\",\"watchedSince\":\"%s\",\"notBefore\":\"%s\"}"
                        .formatted(LONG_AGO, daysAgo(1)))))
        .isEmpty();
  }

  @Test
  void oneThatNeverProvedMayBeANewOneThatTheVendorLacks() {
    String page = door("lead", used("ONE", 0), secret("OTHER", LONG_AGO, null, null));

    assertThat(found(page))
        .startsWith("secret OTHER of source dialer proved nothing since 2026-12-21");
    assertThat(cure(page)).contains("if it is a new one, the vendor does not use it yet");
  }

  /** The other one ends first: this one is to follow it. */
  @Test
  void oneThatIsToFollowIsNotUnused() {
    assertThat(
            found(
                door(
                    "lead",
                    secret("OLD", LONG_AGO, NOW, NOW.plus(Duration.ofDays(20))),
                    secret("NEW", LONG_AGO, null, null))))
        .isEmpty();
  }

  @Test
  void oneThatIsInUseAtAnotherDoorStays() {
    assertThat(
            found(
                door("call", used("OLD", 5), used("NEW", 0)),
                door("lead", used("OLD", 0), secret("NEW", LONG_AGO, null, null))))
        .isEmpty();
    assertThat(
            cure(
                door("call", used("OLD", 5), used("NEW", 0)),
                door(
                    "lead",
                    secret("OLD", LONG_AGO, null, null),
                    secret("NEW", LONG_AGO, null, null))))
        .contains("nothing at all came at door lead");
  }

  @Test
  void oneThatEndsWithinAWeekAndIsInUseIsToBeReplaced() {
    Instant soon = NOW.plus(Duration.ofDays(6));
    String page =
        door(
            "lead", secret("OLD", LONG_AGO, daysAgo(1), soon), secret("NEW", LONG_AGO, null, null));

    assertThat(found(page))
        .isEqualTo(
            "secret OLD of source dialer ends at 2027-01-16T12:00:00Z, and what comes at door lead"
                + " is proven by it, last at 2027-01-09T12:00:00Z");
    assertThat(found(door("lead", secret("OLD", LONG_AGO, daysAgo(2), soon), used("NEW", 0))))
        .as("the vendor has changed over")
        .isEmpty();
    assertThat(found(door("lead", secret("OLD", LONG_AGO, null, soon))))
        .as("nobody knows whether it is in use")
        .isEmpty();
    assertThat(found(door("lead", secret("OLD", LONG_AGO, NOW, NOW.plus(Duration.ofDays(8))))))
        .as("there is time")
        .isEmpty();
  }

  @Test
  void aGatewayWithoutSecretsIsWell() {
    assertThat(UsedSecrets.judge(facts())).isEqualTo(Judgement.well("no secret is watched"));
  }

  private static String found(String... doors) {
    return UsedSecrets.judge(facts(doors)).findings().stream()
        .map(Finding::what)
        .collect(Collectors.joining("; "));
  }

  private static String cure(String... doors) {
    return UsedSecrets.judge(facts(doors)).findings().stream()
        .map(Finding::cure)
        .collect(Collectors.joining("; "));
  }

  private static GatewayFacts facts(String... doors) {
    return new GatewayFacts(
        "http://gw",
        Duration.ofMillis(3),
        EventJson.mapper()
            .readTree(
                "{\"components\":{\"gateway\":{\"details\":{\"proofs\":%s}}}}"
                    .formatted(Arrays.toString(doors))),
        NOW);
  }

  private static String door(String name, String... secrets) {
    return "{\"source\":\"dialer\",\"door\":\"%s\",\"kind\":\"hmac\",\"secrets\":%s}"
        .formatted(name, Arrays.toString(secrets));
  }

  private static String used(String name, int daysAgo) {
    return secret(name, LONG_AGO, daysAgo(daysAgo), null);
  }

  private static String secret(
      String name, Instant since, @Nullable Instant last, @Nullable Instant end) {
    return "{\"name\":\"%s\",\"watchedSince\":\"%s\"%s%s}"
        .formatted(
            name,
            since,
            last == null ? "" : ",\"lastProven\":\"" + last + "\"",
            end == null ? "" : ",\"notAfter\":\"" + end + "\"");
  }

  private static Instant daysAgo(int days) {
    return NOW.minus(Duration.ofDays(days));
  }
}
