package dev.trunkline.load;

import dev.trunkline.load.Verdict.Equation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what is found part by part; of very many violations the number is enough. */
final class Tally {

  private static final int MOST = 10_000;

  private final Map<String, Sum> sums = new LinkedHashMap<>();

  /** What one equation came to so far. */
  private static final class Sum {
    private final List<String> violations = new ArrayList<>();
    private long checked;
    private long more;
  }

  void add(List<Equation> equations) {
    equations.forEach(this::add);
  }

  void add(Equation equation) {
    Sum sum = sums.computeIfAbsent(equation.name() + " " + equation.says(), first -> new Sum());
    sum.checked += equation.checked();
    for (String violation : equation.violations()) {
      if (sum.violations.size() < MOST) {
        sum.violations.add(violation);
      } else {
        sum.more++;
      }
    }
  }

  List<Equation> equations() {
    List<Equation> equations = new ArrayList<>();
    sums.forEach(
        (title, sum) -> {
          List<String> violations = new ArrayList<>(sum.violations);
          if (sum.more > 0) {
            violations.add("and " + sum.more + " more");
          }
          int space = title.indexOf(' ');
          equations.add(
              new Equation(
                  title.substring(0, space), title.substring(space + 1), sum.checked, violations));
        });
    return equations;
  }
}
