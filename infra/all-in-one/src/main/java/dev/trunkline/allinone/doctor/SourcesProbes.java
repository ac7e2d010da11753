package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;
import java.util.List;

/** What a sources file must be like. Pure. */
final class SourcesProbes {

  /** As an operator's token. */
  private static final int SHORTEST = 16;

  private static final int FEWEST = 6;

  static final List<Probe<SourcesFacts>> ALL =
      List.of(
          new Probe<>("file", SourcesProbes::file),
          new Probe<>("warnings", SourcesProbes::warnings),
          new Probe<>("secrets", SourcesProbes::secrets),
          new Probe<>("secret-lives", SecretLives::judge));

  private SourcesProbes() {}

  private static Judgement file(SourcesFacts facts) {
    String file = facts.file();
    if (file == null) {
      return Judgement.well("none: the demo sources");
    }
    return new Judgement(
        "%s, %d sources".formatted(file, facts.sources()),
        facts.problems().stream()
            .map(
                problem ->
                    new Finding(
                        problem,
                        "a start is refused, and a change of the file is not taken",
                        "mend it, then: trunkline sources check " + file))
            .toList());
  }

  private static Judgement warnings(SourcesFacts facts) {
    return new Judgement(
        facts.warnings().isEmpty() ? "none" : facts.warnings().size() + " to think about",
        facts.warnings().stream()
            .map(
                warning ->
                    new Finding(
                        warning,
                        "it works, and should not stay so",
                        "trunkline vendors sheet --source ID says what the vendor can prove itself with"))
            .toList());
  }

  private static Judgement secrets(SourcesFacts facts) {
    return new Judgement(
        facts.file() == null ? "of the demo, known to all" : facts.secrets().size() + " set",
        facts.secrets().stream()
            .filter(secret -> secret.length() < SHORTEST || secret.distinct() < FEWEST)
            .map(
                secret ->
                    new Finding(
                        "secret %s of source %s has %d characters, %d different ones"
                            .formatted(
                                secret.name(), secret.source(), secret.length(), secret.distinct()),
                        "who guesses it sends what we take for the vendor's",
                        "a new one, here and at the vendor: openssl rand -hex 32"))
            .toList());
  }
}
