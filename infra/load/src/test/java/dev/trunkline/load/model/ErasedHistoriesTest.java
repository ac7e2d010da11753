package dev.trunkline.load.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.store.Erasures;
import dev.trunkline.store.Subject;
import dev.trunkline.store.Who;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whoever is erased of whatever history, and however often all of it is told again: the views are
 * those of the model without what was erased. {@code -Dtrunkline.erasures=N} tells how many.
 */
class ErasedHistoriesTest {

  private static final int HISTORIES = Integer.getInteger("trunkline.erasures", 6);

  private static Writer writer;

  @BeforeAll
  static void aDatabase() {
    writer = new Writer();
  }

  @Test
  void theViewsAreThoseOfTheModelWithoutWhatWasErased() throws SQLException {
    int erased = 0;
    long checked = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      // given
      Random random = new Random(seed);
      History history = Histories.of(seed);
      writer.begin(history.settings());
      writer.write(Arrivals.of(history, random));
      Optional<String> person = somebody(random);
      if (person.isEmpty()) {
        continue;
      }

      // when
      erase(new Who.Lead(person.get()));

      // then
      Comparison first = compared(history);
      assertThat(first.differences()).as("seed %d\n%s", seed, history).isEmpty();
      assertThat(leads()).as("seed %d", seed).doesNotContain(person.get());
      writer.write(Arrivals.of(history, random));
      assertThat(compared(history).differences()).as("seed %d, told again", seed).isEmpty();
      assertThat(leads()).as("seed %d, told again", seed).doesNotContain(person.get());
      erased++;
      checked += first.checked();
    }
    assertThat(erased).isGreaterThan(HISTORIES / 2);
    assertThat(checked).isGreaterThan(5L * HISTORIES);
  }

  private static void erase(Who who) {
    Erasures erasures = writer.erasures();
    Subject subject = erasures.plan(who).subject();
    String id = DeliveryIds.next();
    erasures.begin(id, subject, "dana", "asked for it", Clock.systemUTC().instant());
    assertThat(erasures.run(id, subject).events()).isPositive();
    assertThat(erasures.run(id, subject).tookNothing()).isTrue();
    erasures.finish(id, Clock.systemUTC().instant());
  }

  private static Comparison compared(History history) throws SQLException {
    return Comparison.of(
        history.published().stream().map(Published::copy).toList(),
        history.manifests(),
        history.settings(),
        writer.erased(),
        delivery -> true,
        Instant.EPOCH,
        writer);
  }

  private static Optional<String> somebody(Random random) {
    List<String> leads = leads();
    return leads.isEmpty()
        ? Optional.empty()
        : Optional.of(leads.get(random.nextInt(leads.size())));
  }

  private static List<String> leads() {
    return writer.views().rows(View.LEADS).values().stream()
        .map((ObjectNode row) -> row.get("lead_id").asString())
        .toList();
  }
}
