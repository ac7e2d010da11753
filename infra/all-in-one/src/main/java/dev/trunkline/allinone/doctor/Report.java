package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.workbench.ExitCode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All that was found, in the order of the places. */
record Report(List<Diagnosis> diagnoses) {

  /** Where every topic lacks the same, ten are enough for people. */
  private static final int SHOWN = 10;

  Report {
    diagnoses = List.copyOf(diagnoses);
  }

  /** Makes all examinations at the same time. */
  static Report of(List<Examination<?>> examinations) throws InterruptedException {
    List<Diagnosis> all = new ArrayList<>();
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Diagnosis>>> looks = new ArrayList<>();
      for (Examination<?> examination : examinations) {
        looks.add(together.submit(examination::diagnoses));
      }
      for (Future<List<Diagnosis>> look : looks) {
        all.addAll(look.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e);
    }
    return new Report(all);
  }

  /** The worst of it: what could not be reached may hide more. */
  int exitCode() {
    if (any(Outcome.UNREACHABLE)) {
      return ExitCode.UNREACHABLE;
    }
    return any(Outcome.FINDING) ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  private boolean any(Outcome outcome) {
    return diagnoses.stream().anyMatch(diagnosis -> diagnosis.outcome() == outcome);
  }

  /** One object for programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema_version", 1);
    json.put("exit_code", exitCode());
    json.put("probes", diagnoses.stream().map(Report::json).toList());
    return json;
  }

  private static Map<String, Object> json(Diagnosis diagnosis) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("place", diagnosis.place().toString());
    json.put("probe", diagnosis.probe());
    json.put("outcome", diagnosis.outcome().wire());
    json.put("found", diagnosis.found());
    json.put("findings", diagnosis.findings());
    return json;
  }

  /** For people. */
  void print(PrintStream out) {
    for (Diagnosis diagnosis : diagnoses) {
      out.printf(
          "%-2s %-9s %-18s %s%n",
          diagnosis.outcome().mark(), diagnosis.place(), diagnosis.probe(), diagnosis.found());
      for (Finding finding : diagnosis.findings().stream().limit(SHOWN).toList()) {
        if (diagnosis.outcome() == Outcome.FINDING) {
          out.println("     " + finding.what());
        }
        out.println("       why  " + finding.why());
        out.println("       try  " + finding.cure());
      }
      int more = diagnosis.findings().size() - SHOWN;
      if (more > 0) {
        out.printf("     and %d more; --json has all%n", more);
      }
    }
    long findings = diagnoses.stream().mapToLong(diagnosis -> diagnosis.findings().size()).sum();
    out.printf(
        "%nprobes: %d; %s%n",
        diagnoses.stream().filter(diagnosis -> diagnosis.outcome() != Outcome.LEFT_OUT).count(),
        findings == 0 ? "all is well" : findings + " to look at");
  }
}
