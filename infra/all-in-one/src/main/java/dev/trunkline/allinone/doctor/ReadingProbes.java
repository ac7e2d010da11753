package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How what is in a Kafka gets on: who reads, how far behind, and what holds readers up. Pure. */
final class ReadingProbes {

  /** The audit allows as much (E7). */
  private static final Duration BEHIND = Duration.ofMinutes(5);

  /** A stage that has so much to read and does not read is stuck, however young it is. */
  private static final Duration STUCK = Duration.ofMinutes(1);

  static final List<Probe<ClusterFacts>> ALL =
      List.of(
          new Probe<>("readers", ReadingProbes::readers),
          new Probe<>("behind", ReadingProbes::behind),
          new Probe<>("stuck", ReadingProbes::stuck),
          new Probe<>("open-transactions", ReadingProbes::open));

  private ReadingProbes() {}

  private static Judgement readers(ClusterFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (ClusterFacts.Group group : facts.groups()) {
      if (group.members() == 0) {
        findings.add(
            new Finding(
                "stage %s has no member (%s)".formatted(group.name(), group.state()),
                "nobody reads what it should read: events stop there",
                "start it: trunkline up --data DIR; where it runs, `stages` of /actuator/health says why it stopped"));
      }
    }
    long members = facts.groups().stream().mapToLong(ClusterFacts.Group::members).sum();
    return new Judgement(
        "%d members of %d stages".formatted(members, facts.groups().size()), findings);
  }

  private static Judgement behind(ClusterFacts facts) {
    List<Finding> findings = new ArrayList<>();
    Duration worst = Duration.ZERO;
    String who = "none";
    for (ClusterFacts.Group group : facts.groups()) {
      if (group.oldest().compareTo(worst) > 0) {
        worst = group.oldest();
        who = group.name();
      }
      if (group.moved() && group.oldest().compareTo(BEHIND) > 0) {
        findings.add(
            new Finding(
                "%s is %s behind, and reads on"
                    .formatted(group.name(), Texts.duration(group.oldest())),
                "rows are that old, and what it waits for waits longer",
                "wait, and look whether it shrinks: trunkline status; else raise its concurrency: trunkline config show"));
      }
    }
    return new Judgement(
        worst.isZero() ? "nobody" : "%s, %s".formatted(who, Texts.duration(worst)), findings);
  }

  private static Judgement stuck(ClusterFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (ClusterFacts.Group group : facts.groups()) {
      if (!group.moved() && group.members() > 0 && group.oldest().compareTo(STUCK) > 0) {
        findings.add(
            new Finding(
                "%s has not read on while its oldest record has been waiting for %s (%s)"
                    .formatted(group.name(), Texts.duration(group.oldest()), group.state()),
                "it tries the same again and again, or waits for a server or a transaction",
                "trunkline.log names the reason of each attempt; then: trunkline doctor --only kafka,postgres"));
      }
    }
    return new Judgement(findings.isEmpty() ? "none" : findings.size() + " stages", findings);
  }

  private static Judgement open(ClusterFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (ClusterFacts.Open open : facts.open()) {
      if (open.age().compareTo(open.limit()) > 0) {
        findings.add(
            new Finding(
                "%s has been open for %s, %s is its limit"
                    .formatted(
                        open.what(), Texts.duration(open.age()), Texts.duration(open.limit())),
                "who reads committed records gets nothing past it, for as long as it is open",
                "kafka-transactions.sh find-hanging names it, kafka-transactions.sh abort ends it"));
      }
    }
    return new Judgement(facts.open().isEmpty() ? "none" : facts.open().size() + " open", findings);
  }
}
