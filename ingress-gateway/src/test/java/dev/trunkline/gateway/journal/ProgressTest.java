package dev.trunkline.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class ProgressTest {

  private static final TopicPartition RAW = new TopicPartition("raw", 0);

  /** In whatever order Kafka acknowledges and flushes: no entry is let go too early. */
  @RepeatedTest(200)
  void nothingIsLetGoBeforeKafkaSurelyHasIt(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Set<Long> acknowledged = new HashSet<>();
    Set<Long> onDisk = new HashSet<>();
    Progress progress = new Progress((partition, offset) -> onDisk.contains(offset), 100);
    List<Long> order = new ArrayList<>(LongStream.rangeClosed(101, 160).boxed().toList());
    for (int from = 0; from < order.size(); from += 12) {
      Collections.shuffle(order.subList(from, Math.min(order.size(), from + 20)), random);
    }
    for (long seq : order) {
      if (random.nextInt(10) == 0) {
        progress.absent(seq);
        onDisk.add(seq);
      } else {
        progress.acknowledged(seq, RAW, seq);
      }
      acknowledged.add(seq);
      if (random.nextInt(3) == 0) {
        acknowledged.stream().filter(s -> random.nextBoolean()).forEach(onDisk::add);
      }
      assertThat(progress.acknowledged()).isEqualTo(contiguous(acknowledged));
      Set<Long> both = new HashSet<>(acknowledged);
      both.retainAll(onDisk);
      assertThat(progress.surely()).isEqualTo(contiguous(both));
    }
    onDisk.addAll(acknowledged);
    assertThat(progress.surely()).isEqualTo(160);
  }

  @RepeatedTest(20)
  void afterAProducersEndWhatIsBeyondItsAcknowledgementsIsOpenAgain(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Progress progress = new Progress(Flushed.ON_ACKNOWLEDGEMENT, 0);
    long upTo = random.nextInt(5);
    for (long seq = 1; seq <= upTo; seq++) {
      progress.acknowledged(seq, RAW, seq);
    }
    progress.acknowledged(upTo + 2, RAW, 1);

    assertThat(progress.restart()).isEqualTo(upTo);
    progress.acknowledged(upTo + 1, RAW, 2);
    assertThat(progress.acknowledged()).isEqualTo(upTo + 1);
    progress.acknowledged(upTo + 2, RAW, 3);
    assertThat(progress.surely()).isEqualTo(upTo + 2);
  }

  private static long contiguous(Set<Long> done) {
    long reached = 100;
    while (done.contains(reached + 1)) {
      reached++;
    }
    return reached;
  }
}
