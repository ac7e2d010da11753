package dev.trunkline.load.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.load.vendor.Behaviour.RetryAfter;
import dev.trunkline.vendors.Page;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** By our definitions no trouble of a history passes for a page. */
class NoPageTest {

  private static final Instant START = Instant.parse("2026-02-02T10:00:00Z");
  private static final Instant UNTIL = START.plusSeconds(1_800);

  private static FakeVendors fake;
  private static Pulling pulling;

  @BeforeAll
  static void fourOfEach() {
    fake = FakeVendors.start(new Client.Hand(START.plusSeconds(3_600)));
    pulling = Pulling.from(fake);
    for (int n = 0; n < 4; n++) {
      fake.add(ScriptedCall.of(n, START, 60));
      fake.add(KnowlarityCall.of(n, START, 60));
      fake.add(OneComCall.of(n, START, 60));
      fake.add(KnowrithmLead.of(n, START));
    }
  }

  @AfterAll
  static void close() {
    fake.close();
  }

  static Stream<Arguments> troubles() {
    Map<Behaviour, Page.Why> troubles =
        Map.of(
            Behaviour.Failure.in200("no way"),
            Page.Why.ERROR,
            new Behaviour.PlainText("Bad gateway"),
            Page.Why.ERROR,
            new Behaviour.ErrorList("no way"),
            Page.Why.ERROR,
            new Behaviour.HtmlPage(),
            Page.Why.ERROR,
            new Behaviour.Status(401),
            Page.Why.CREDENTIAL,
            new Behaviour.Status(403),
            Page.Why.CREDENTIAL,
            new Behaviour.Status(500),
            Page.Why.ERROR,
            new Behaviour.TooMany(new RetryAfter.Seconds(17)),
            Page.Why.LIMITED);
    return Stream.of(
            Visit.Door.LOG,
            Visit.Door.RECORDINGS,
            Visit.Door.KNOWLARITY,
            Visit.Door.ONECOM,
            Visit.Door.KNOWRITHM)
        .flatMap(
            door ->
                troubles.entrySet().stream()
                    .map(it -> Arguments.of(door, it.getKey(), it.getValue())));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void aTroubleIsSeenForWhatItIs(Visit.Door door, Behaviour trouble, Page.Why why)
      throws Exception {
    fake.next(door, 1, trouble);

    Page troubled = pulling.page(door, START.minusSeconds(60), UNTIL, 0, 0);
    Page then = pulling.page(door, START.minusSeconds(60), UNTIL, 0, 0);

    // "Too bad" is all that OneCom ever says; who reads it takes it for a wrong key.
    Page.Why expected =
        door == Visit.Door.ONECOM && trouble instanceof Behaviour.Failure
            ? Page.Why.CREDENTIAL
            : why;
    assertThat(troubled)
        .isInstanceOfSatisfying(
            Page.Failed.class, failed -> assertThat(failed.why()).isEqualTo(expected));
    assertThat(((Page.Rows) then).rows()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOG", "RECORDINGS", "KNOWLARITY", "KNOWRITHM"})
  void fewerRowsThanAnnouncedAreHalfAPage(Visit.Door door) throws Exception {
    fake.next(door, 1, new Behaviour.FewerRows());

    Page troubled = pulling.page(door, START.minusSeconds(60), UNTIL, 0, 0);

    assertThat(troubled)
        .isInstanceOfSatisfying(
            Page.Failed.class, failed -> assertThat(failed.why()).isEqualTo(Page.Why.INCOMPLETE));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOG", "RECORDINGS", "KNOWLARITY", "ONECOM", "KNOWRITHM"})
  void aPageThatIsCutIsNone(Visit.Door door) throws Exception {
    fake.next(door, 1, new Behaviour.ClaimsLess(150));

    Page troubled = pulling.page(door, START.minusSeconds(60), UNTIL, 0, 0);

    assertThat(troubled).isInstanceOf(Page.Failed.class);
  }
}
