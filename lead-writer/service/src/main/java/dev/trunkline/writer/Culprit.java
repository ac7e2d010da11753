package dev.trunkline.writer;

import dev.trunkline.plumbing.failure.FailurePolicy;
import dev.trunkline.plumbing.failure.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds the field because of which a record cannot be written: writes it for a try without some of
 * its fields, and halves these. Whoever refuses the record is asked, so that a new cause needs no
 * new rule. Half a dozen tries a record.
 *
 * @param <T> what a record means
 */
final class Culprit<T> implements Blame {

  private final Function<ConsumerRecord<String, byte[]>, Letter<T>> read;
  private final Consumer<List<T>> rehearse;

  /**
   * Asks these.
   *
   * @param read pure
   * @param rehearse throws as the write would, and leaves nothing
   */
  Culprit(Function<ConsumerRecord<String, byte[]>, Letter<T>> read, Consumer<List<T>> rehearse) {
    this.read = read;
    this.rehearse = rehearse;
  }

  /**
   * The field's name; the last of several. Empty where no field can be told: the record is no
   * object, or passes only without what every record needs.
   *
   * @throws RuntimeException if infrastructure fails meanwhile
   */
  @Override
  public Optional<String> field(ConsumerRecord<String, byte[]> record) {
    Fields fields = Fields.of(record);
    List<Fields.StandIn> all = fields == null ? List.of() : standIns(fields, fields.names());
    if (fields == null || all.isEmpty() || passes(fields, List.of()) || !passes(fields, all)) {
      return Optional.empty();
    }
    // Without so many of them it is refused, without so many it passes.
    int refused = 0;
    int passing = all.size();
    while (passing - refused > 1) {
      int middle = (refused + passing) / 2;
      if (passes(fields, all.subList(0, middle))) {
        passing = middle;
      } else {
        refused = middle;
      }
    }
    return Optional.of(all.get(passing - 1).field());
  }

  @Override
  public Optional<String> among(ConsumerRecord<String, byte[]> record, Set<String> suspects) {
    Fields fields = Fields.of(record);
    return fields == null
        ? Optional.empty()
        : standIns(fields, fields.names().stream().filter(suspects::contains).toList()).stream()
            .filter(standIn -> passes(fields, List.of(standIn)))
            .map(Fields.StandIn::field)
            .findFirst();
  }

  /** Of each of these fields what the record can be read with in its place. */
  private List<Fields.StandIn> standIns(Fields fields, List<String> names) {
    List<Fields.StandIn> standIns = new ArrayList<>();
    for (String field : names) {
      for (Fields.StandIn standIn : Fields.StandIn.of(field)) {
        if (meaning(fields, List.of(standIn)) != null) {
          standIns.add(standIn);
          break;
        }
      }
    }
    return standIns;
  }

  private boolean passes(Fields fields, List<Fields.StandIn> standIns) {
    T meaning = meaning(fields, standIns);
    if (meaning == null) {
      return false;
    }
    try {
      rehearse.accept(List.of(meaning));
      return true;
    } catch (RuntimeException | Error e) {
      if (FailurePolicy.of(e).verdict() == Verdict.ISOLATE) {
        return false;
      }
      throw e;
    }
  }

  private @Nullable T meaning(Fields fields, List<Fields.StandIn> standIns) {
    return switch (read.apply(fields.with(standIns))) {
      case Letter.Read<T> letter -> letter.meaning();
      case Letter.Unreadable<T> letter -> null;
    };
  }
}
