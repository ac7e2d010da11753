package dev.trunkline.allinone.bench;

import dev.trunkline.allinone.bench.Tale.Report;
import dev.trunkline.allinone.bench.Tale.Said;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** What is written. */
enum Workload {
  /** One report a call, each with its manifest. */
  NEW_CALLS("new calls"),
  /** Three reports a call, in different batches. */
  PARTIAL_REPORTS("calls in three reports"),
  /**
   * Of the deliveries 60 % are reports of calls told in three, 25 % leads and 15 % calls that are
   * leads as well; half of the leads are of persons known already; one of ten comes again later, in
   * a new delivery.
   */
  MIX("mix of calls and leads"),
  /** The new calls once more, as they were: nothing changes. */
  REDELIVERED("the same records again");

  private static final String CALLS = "onecom";
  private static final String LEADS = "mg-digital-leads";
  private static final String BOTH = "knowlarity";
  private static final String ONE = "convoso";

  private final String title;

  Workload(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * About so many events, in the order in which they arrive.
   *
   * @param batch how far apart the reports of one call come
   */
  List<Sent> tell(int events, int batch) {
    return switch (this) {
      case NEW_CALLS, REDELIVERED -> newCalls(new Tale(), 0, events);
      case PARTIAL_REPORTS -> partial(events, batch);
      case MIX -> mix(events, batch);
    };
  }

  /** New calls from this number on. */
  static List<Sent> newCalls(Tale tale, long from, int count) {
    List<Sent> all = new ArrayList<>();
    for (long number = from; number < from + count; number++) {
      all.add(tale.deliver(Tale.call(CALLS, number, Report.COMPLETED)));
    }
    return all;
  }

  /** Reports of one single call, from this step on. */
  static List<Sent> steps(Tale tale, long from, int count) {
    List<Sent> all = new ArrayList<>();
    for (long step = from; step < from + count; step++) {
      all.add(tale.deliver(Tale.step(ONE, 0, step)));
    }
    return all;
  }

  /** What comes at a place in the order. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Due(long place, Said... told) {}

  private static final Comparator<Due> SOONEST =
      Comparator.comparingLong(Due::place).thenComparing(due -> due.told[0].entity());

  private static List<Sent> partial(int events, int batch) {
    List<Due> all = new ArrayList<>();
    for (long number = 0; number < Math.ceilDiv(events, Report.values().length); number++) {
      for (Report report : Report.values()) {
        long place = number + (long) report.earlier() * batch / 2;
        all.add(new Due(place, Tale.call(CALLS, number, report)));
      }
    }
    all.sort(SOONEST);
    Tale tale = new Tale();
    return all.stream().map(due -> tale.deliver(due.told)).toList();
  }

  private static List<Sent> mix(int events, int batch) {
    SplittableRandom random = new SplittableRandom(2);
    PriorityQueue<Due> later = new PriorityQueue<>(SOONEST);
    Tale tale = new Tale();
    List<Sent> all = new ArrayList<>();
    int told = 0;
    long persons = 0;
    for (long number = 0; told < events; number++) {
      Due next = later.peek();
      if (next != null && next.place <= number) {
        later.remove();
        all.add(tale.deliver(next.told));
        told += next.told.length;
        continue;
      }
      // Of stories, not of deliveries: a call has three.
      int kind = random.nextInt(60);
      Said[] story;
      if (kind < 20) {
        story = new Said[] {Tale.call(CALLS, number, Report.STARTED)};
        later.add(new Due(number + batch, Tale.call(CALLS, number, Report.ANSWERED)));
        later.add(new Due(number + 2L * batch, Tale.call(CALLS, number, Report.COMPLETED)));
      } else {
        boolean known = persons > 0 && random.nextBoolean();
        long person = known ? random.nextLong(persons) : persons++;
        story =
            kind < 45
                ? new Said[] {Tale.lead(LEADS, number, person)}
                : new Said[] {
                  Tale.call(BOTH, number, Report.COMPLETED), Tale.lead(BOTH, number, person)
                };
      }
      all.add(tale.deliver(story));
      told += story.length;
      if (random.nextInt(10) == 0) {
        later.add(new Due(number + 1 + random.nextInt(batch), story));
      }
    }
    return all;
  }
}
