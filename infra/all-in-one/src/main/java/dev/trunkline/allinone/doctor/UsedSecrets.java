package dev.trunkline.allinone.doctor;

import dev.trunkline.allinone.doctor.WatchedSecret.Use;
import dev.trunkline.plumbing.assertion.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which secrets are still needed, by what a gateway has seen since it watches. Pure. It claims
 * nothing of the time before: to a gateway that started an hour ago no secret is unused.
 */
final class UsedSecrets {

  /** What ends so soon must have been replaced by now. */
  private static final Duration SOON = Duration.ofDays(7);

  private UsedSecrets() {}

  static Judgement judge(GatewayFacts facts) {
    List<WatchedSecret> all = WatchedSecret.all(facts.gateway());
    if (all.isEmpty()) {
      return Judgement.well("no secret is watched");
    }
    Map<String, List<WatchedSecret>> byName =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    one -> "%s of source %s".formatted(one.use().name(), one.source()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Finding> findings = new ArrayList<>();
    byName.forEach(
        (name, doors) -> {
          findings.addAll(ending(name, doors, facts.now()));
          findings.addAll(unused(name, doors, facts.now()));
        });
    return new Judgement(found(byName.size(), all, facts.now()), findings);
  }

  private static String found(int secrets, List<WatchedSecret> all, Instant now) {
    Instant since =
        all.stream().map(one -> one.use().since()).min(Comparator.naturalOrder()).orElseThrow();
    boolean tooShort = since.plus(WatchedSecret.UNUSED).isAfter(now);
    return "%d secrets, watched since %s%s"
        .formatted(secrets, since, tooShort ? ": too short to call one unused" : "");
  }

  /** One that ends soon, and what comes is still proven by it. */
  private static List<Finding> ending(String name, List<WatchedSecret> doors, Instant now) {
    return doors.stream()
        .filter(one -> one.use().isLive(now) && one.use().endsBefore(now.plus(SOON)))
        .filter(WatchedSecret::isInUse)
        .limit(1)
        .map(
            one ->
                new Finding(
                    "secret %s ends at %s, and what comes at door %s is proven by it, last at %s"
                        .formatted(name, one.use().notAfter(), one.door(), one.use().last()),
                    "from then on that is refused",
                    "give the vendor the new one, beside it in the sources file; or let it end later"))
        .toList();
  }

  /** One whose place another has taken, at every door at which anything came. */
  private static List<Finding> unused(String name, List<WatchedSecret> doors, Instant now) {
    List<WatchedSecret> replaced =
        doors.stream()
            .filter(one -> one.use().isLive(now) && one.replacement(now).isPresent())
            .toList();
    List<WatchedSecret> others = doors.stream().filter(one -> !replaced.contains(one)).toList();
    if (others.stream().anyMatch(one -> one.use().last() != null)) {
      return List.of();
    }
    String silent = others.stream().map(WatchedSecret::door).collect(Collectors.joining(", "));
    return replaced.stream()
        .limit(1)
        .flatMap(
            one -> one.replacement(now).map(by -> unused(name, one.use(), by, silent)).stream())
        .toList();
  }

  private static Finding unused(String name, Use use, Use replacement, String silent) {
    String cure =
        use.last() == null
            ? "if it is the old one, take it out of the sources file; if it is a new one, the vendor does not use it yet"
            : "take it out of the sources file";
    return new Finding(
        "secret %s proved nothing since %s, and %s did until %s"
            .formatted(name, use.idleSince(), replacement.name(), replacement.last()),
        "nobody needs it, and it can leak",
        silent.isEmpty()
            ? cure
            : "nothing at all came at door %s: ask the vendor what it uses there; then %s"
                .formatted(silent, cure));
  }
}
