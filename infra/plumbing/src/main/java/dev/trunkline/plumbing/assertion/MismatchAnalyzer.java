package dev.trunkline.plumbing.assertion;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells an operator why it does not start, all of it, and what to do. */
final class MismatchAnalyzer extends AbstractFailureAnalyzer<Mismatch> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, Mismatch cause) {
    return new FailureAnalysis(
        "It refuses to run on these servers:\n"
            + numbered(cause.findings(), finding -> finding.what() + ": " + finding.why()),
        "Mend what was found, then start again:\n" + numbered(cause.findings(), Finding::cure),
        cause);
  }

  private static String numbered(List<Finding> findings, Function<Finding, String> text) {
    return IntStream.range(0, findings.size())
        .mapToObj(i -> "  %d. %s".formatted(i + 1, text.apply(findings.get(i))))
        .collect(Collectors.joining("\n"));
  }
}
