package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.store.Liveness.Listing;
import dev.trunkline.store.Liveness.Logged;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LivenessTest {

  private static final Logged LIVE_A = logged("a", EventLog.LIVE, true);
  private static final Logged REPLAYED_A = logged("a", Story.replay(1), true);
  private static final Logged REPLAYED_B = logged("b", Story.replay(1), true);

  @Test
  void anEventWhoseManifestHasNotArrivedCounts() {
    assertThat(Liveness.turned(List.of(LIVE_A), null)).isEmpty();
  }

  @Test
  void whatTheLatestManifestDoesNotListCeasesToCount() {
    assertThat(Liveness.turned(List.of(LIVE_A), listing(1))).containsExactly(LIVE_A);
    assertThat(Liveness.turned(List.of(LIVE_A), listing(1, "0/b"))).containsExactly(LIVE_A);
  }

  @Test
  void aListedCopyStandsInUntilTheListedEventArrives() {
    assertThat(Liveness.turned(List.of(LIVE_A), listing(1, "0/a"))).isEmpty();
    assertThat(Liveness.turned(List.of(LIVE_A, REPLAYED_A), listing(1, "0/a")))
        .containsExactly(LIVE_A);
  }

  @Test
  void anEventOfALaterProcessingReplacesItsElementBeforeItsManifestArrives() {
    Listing live = new Listing(EventLog.LIVE, Set.of("0/a"));

    assertThat(Liveness.turned(List.of(LIVE_A, REPLAYED_B), live)).containsExactly(LIVE_A);
  }

  @Test
  void anEventListedAtAnotherElementDoesNotCount() {
    assertThat(Liveness.turned(List.of(LIVE_A), listing(1, "5/a"))).containsExactly(LIVE_A);
  }

  @Test
  void whatIsListedAgainCountsAgain() {
    Logged gone = logged("a", EventLog.LIVE, false);

    assertThat(Liveness.turned(List.of(gone, REPLAYED_B), listing(2, "0/a")))
        .containsExactly(gone, REPLAYED_B);
  }

  private static Logged logged(String event, String replay, boolean live) {
    return new Logged(Story.delivery(1), 0, event, replay, EventKind.CALL, "onecom/1", live);
  }

  private static Listing listing(long replay, String... positions) {
    return new Listing(Story.replay(replay), Set.of(positions));
  }
}
