package dev.trunkline.load;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What is found about the searches of some calls, and whether they go on or have ended. Pure.
 *
 * @param rung how far the stage had come on the timers' topics once they were read
 * @param moved calls whose timer rang while they were read
 * @param asked calls that were asked for and dealt with
 * @param before the searches as they stood when the timers had not been read yet
 * @param timers how many are still to ring, by call and ticket
 * @param jobs the searches as they stood afterwards
 * @param ended calls of which an end was told
 * @param erased calls that told of an erased person: nothing is owed them
 */
record SearchesFound(
    Map<TopicPartition, Long> rung,
    Set<String> moved,
    Set<String> asked,
    Map<String, Job> before,
    Map<String, Integer> timers,
    Map<String, Job> jobs,
    Set<String> ended,
    Set<String> erased) {

  /** How long after its time a timer may still be on its way. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Nothing yet. */
  SearchesFound(Map<TopicPartition, Long> rung) {
    this(
        rung,
        new HashSet<>(),
        new HashSet<>(),
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        new HashSet<>(),
        new HashSet<>());
  }

  /** One search, as it stands on its topic. */
  record Job(String phase, int ticket, String due, String hash) {}

  /** One thing more, as it was written by {@link Searches}. */
  void add(String what, String call, String[] words) {
    switch (what) {
      case "asked" -> asked.add(call);
      case "dead" -> asked.remove(call);
      case "before" -> put(before, call, words);
      case "timer" -> timer(call, words);
      case "job" -> put(jobs, call, words);
      case "ended" -> ended.add(call);
      case "erased" -> erased.add(call);
      default -> throw new IllegalStateException("nothing of a search is called " + what);
    }
  }

  private void timer(String call, String[] words) {
    TopicPartition place = new TopicPartition(words[3], Integer.parseInt(words[4]));
    if (Long.parseLong(words[5]) < rung.getOrDefault(place, 0L)) {
      moved.add(call); // it may stand in another topic as well, or have been too late for it
    } else {
      timers.merge(call + "/" + words[2], 1, Integer::sum);
    }
  }

  private static void put(Map<String, Job> jobs, String call, String[] words) {
    if (words.length == 2) {
      jobs.remove(call);
    } else {
      jobs.put(call, new Job(words[2], Integer.parseInt(words[3]), words[4], words[5]));
    }
  }

  /** Names those that neither go on nor have ended; those that moved meanwhile are left out. */
  void judge(Instant now, List<String> violations) {
    for (String call : asked) {
      if (!jobs.containsKey(call) && !erased.contains(call)) {
        violations.add("call " + call + ": a recording is wanted and there is no search");
      }
    }
    jobs.forEach(
        (call, job) -> {
          if (job.equals(before.get(call)) && !moved.contains(call) && !erased.contains(call)) {
            judge(call, job, now, violations);
          }
        });
  }

  private void judge(String call, Job job, Instant now, List<String> violations) {
    switch (job.phase()) {
      case "WAITING" -> {
        int count = timers.getOrDefault(call + "/" + job.ticket(), 0);
        if (count != 1) {
          violations.add("call " + call + ": its search waits for " + count + " timers");
        }
        Instant due = Instant.parse(job.due());
        if (due.plus(TOLERANCE).isBefore(now)) {
          violations.add("call " + call + ": its search is overdue since " + due);
        }
      }
      case "ENDED" -> {
        if (!ended.contains(call)) {
          violations.add("call " + call + ": its search has ended and nobody was told");
        }
      }
      case "TRYING" -> {
        // Made anew by whoever has it, if it is cut short.
      }
      default -> violations.add("call " + call + ": its search is in no known phase");
    }
  }
}
