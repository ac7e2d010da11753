package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Secrets whose time is over, or ends before another's begins, as the sources file says. Pure. */
final class SecretLives {

  /** A vendor is not given a new secret over a weekend. */
  private static final Duration SOON = Duration.ofDays(7);

  private SecretLives() {}

  static Judgement judge(SourcesFacts facts) {
    Instant now = facts.now();
    List<Finding> findings = new ArrayList<>();
    for (SourcesFacts.Life life : facts.lives()) {
      Instant end = life.notAfter();
      if (end == null) {
        continue;
      }
      String secret = "secret %s of source %s".formatted(life.name(), life.source());
      if (end.isBefore(now) && life.followed()) {
        findings.add(
            new Finding(
                secret + " is over since " + end,
                "it proves nothing any more, and it can leak",
                "take it out of the sources file, then delete its file or variable"));
      } else if (end.isBefore(now)) {
        findings.add(
            new Finding(
                secret + " is over since " + end + ", and none followed it",
                "what the vendor sends with it is refused",
                "let it end later, or give the vendor one that is live"));
      } else if (end.isBefore(now.plus(SOON)) && !life.followed()) {
        findings.add(
            new Finding(
                secret + " ends at " + end + ", and none follows it",
                "from then on all that the vendor sends is refused",
                "a new one beside it in the sources file, given to the vendor before that"));
      }
    }
    return new Judgement(found(facts), findings);
  }

  private static String found(SourcesFacts facts) {
    String toCome =
        facts.lives().stream()
            .filter(life -> life.notBefore() != null && life.notBefore().isAfter(facts.now()))
            .map(
                life ->
                    "%s of source %s begins at %s"
                        .formatted(life.name(), life.source(), life.notBefore()))
            .collect(Collectors.joining("; "));
    long ending = facts.lives().stream().filter(life -> life.notAfter() != null).count();
    return (ending == 0 ? "none has an end" : ending + " with an end")
        + (toCome.isEmpty() ? "" : "; " + toCome);
  }
}
