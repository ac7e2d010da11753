package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplayBookTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void whatWasCancelledStaysSo() {
    // given
    Store store = TestDatabase.fresh().store();
    UUID delivery = UUID.fromString(Story.delivery(1));
    store
        .replays()
        .asked(
            new Chosen.Asked(
                Story.replay(1),
                NOW,
                Map.of(
                    "phone",
                    "…143",
                    "from",
                    "" + NOW,
                    "to",
                    "" + NOW,
                    "delivery_ids",
                    List.of(delivery)),
                Map.of("onecom", "hash"),
                1,
                0));
    ReplayBook book = store.replayBook();

    // when, then: it is paused, and may go on
    assertThat(book.mark(Story.replay(1), ReplayBook.Mark.PAUSED)).isTrue();
    assertThat(mark(book)).isEqualTo(ReplayBook.Mark.PAUSED);
    assertThat(book.mark(Story.replay(1), null)).isTrue();
    assertThat(mark(book)).isNull();

    // when, then: whoever resumes it has not seen that it was cancelled meanwhile
    assertThat(book.mark(Story.replay(1), ReplayBook.Mark.CANCELLED)).isTrue();
    assertThat(book.mark(Story.replay(1), null)).isFalse();
    assertThat(book.mark(Story.replay(1), ReplayBook.Mark.PAUSED)).isFalse();
    assertThat(mark(book)).isEqualTo(ReplayBook.Mark.CANCELLED);
    assertThat(book.latest(1).getFirst().selection())
        .isEqualTo(new Selection.Ids(Set.of(delivery)));
    assertThat(book.find(Story.replay(2))).isNull();
  }

  private static ReplayBook.Mark mark(ReplayBook book) {
    ReplayBook.Mark mark = book.mark(Story.replay(1));
    assertThat(book.latest(1).getFirst().mark()).isEqualTo(mark);
    return mark;
  }
}
