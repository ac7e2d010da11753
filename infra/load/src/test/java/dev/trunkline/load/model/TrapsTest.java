package dev.trunkline.load.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.store.Batch;
import dev.trunkline.store.Told;
import dev.trunkline.store.Written;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/**
 * The writer keeps the rules, told one delivery after the other in the order of the story and in
 * the opposite one; everything told again changes nothing.
 */
class TrapsTest extends Rules {

  private static Writer writer;

  @BeforeAll
  static void aDatabase() {
    writer = new Writer();
  }

  @Override
  Tables tables(History history) {
    List<Batch> story = new ArrayList<>();
    for (Processing delivery : history.processings()) {
      List<Told> events = delivery.published().stream().map(Published::told).toList();
      story.add(
          new Batch(events, delivery.manifested() ? List.of(delivery.manifest()) : List.of()));
    }
    writer.begin(history.settings());
    writer.write(story.reversed());
    Tables backwards = writer.views();
    writer.begin(history.settings());
    writer.write(story);
    Tables forwards = writer.views();
    assertThat(forwards).isEqualTo(backwards);
    assertThat(writer.write(story)).isEqualTo(new Written(0, 0, 0));
    return forwards;
  }
}
