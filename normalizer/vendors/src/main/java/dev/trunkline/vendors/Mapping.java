package dev.trunkline.vendors;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled mapping in its sandbox. The bounds are counted in steps, not in time: an element is
 * read the same on a busy machine, and a replay says what the first processing said. Thread-safe.
 */
final class Mapping {

  private static final int MAX_STEPS = 50_000;
  private static final int MAX_DEPTH = 200;
  private static final int MAX_SIZE = 1 << 20;

  private final String file;
  private final String text;
  private final Jsonata expression;

  private Mapping(String file, String text, Jsonata expression) {
    this.file = file;
    this.text = text;
    this.expression = expression;
  }

  /**
   * Compiles a mapping for one source.
   *
   * @throws Refused if it is no JSONata
   */
  static Mapping compile(String file, String text, Functions functions) {
    try {
      Jsonata expression = Jsonata.jsonata(text);
      expression.setValidateInput(false);
      expression.setOutputConvertNulls(false);
      functions.bind(expression);
      return new Mapping(file, text, expression);
    } catch (JException e) {
      throw new Refused(file + Place.of(text, e.getLocation()) + ": " + e.getMessage());
    } catch (RuntimeException e) {
      throw new Refused(file + ": is no JSONata");
    }
  }

  /**
   * What the mapping says about an element: events, or a verdict.
   *
   * @param trace is told of the variables and the answers; null in the pump
   * @return maps of answers, {@link Verdict}s and whatever else the mapping answered
   * @throws Unreadable if it fails or exceeds its bounds
   */
  List<Object> evaluate(
      Map<String, Object> input,
      Object raw,
      Map<String, Object> envelope,
      Budget budget,
      @Nullable Trace trace) {
    // A new frame each time: without one of its own, $$ of one thread is seen by another.
    Jsonata.Frame frame = expression.createFrame();
    frame.bind("raw", raw);
    frame.bind("envelope", envelope);
    Bounds bounds = new Bounds(budget);
    frame.setEvaluateEntryCallback((expr, in, env) -> bounds.enter());
    frame.setEvaluateExitCallback(
        trace == null
            ? (expr, in, env, result) -> bounds.leave(result)
            : watching(bounds, variables(), trace));
    try {
      Object answer = expression.evaluate(input, frame);
      List<Object> answers =
          answer instanceof List<?> list
              ? new ArrayList<>(list)
              : answer == null ? List.of() : List.of(answer);
      if (trace != null) {
        trace.answered(answers);
      }
      return answers;
    } catch (Unreadable e) {
      throw e;
    } catch (JException e) {
      throw new Unreadable(
          "mapping fails at " + file + Place.of(text, e.getLocation()) + " (" + e.getError() + ")");
    } catch (StackOverflowError e) {
      throw new Unreadable("mapping goes too deep");
    } catch (RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null && !(cause instanceof Unreadable)) {
        cause = cause.getCause();
      }
      throw cause instanceof Unreadable bound
          ? bound
          : new Unreadable("mapping fails (" + cause.getClass().getSimpleName() + ")");
    }
  }

  /** A block's variables die with its frame: they are looked up whenever a step is done. */
  private static Jsonata.ExitCallback watching(Bounds bounds, Set<String> names, Trace trace) {
    names.forEach(name -> trace.variable(name, null));
    return (expr, in, env, result) -> {
      bounds.leave(result);
      names.forEach(name -> trace.variable(name, env.lookup(name)));
    };
  }

  /** Every variable that the mapping sets, a function's parameters among them, in its order. */
  private Set<String> variables() {
    Set<String> names = new LinkedHashSet<>();
    for (Token token : Tokens.of(file, text)) {
      if (token.kind() == Token.Kind.VARIABLE && Lint.isOwnVariable(token.text())) {
        names.add(token.text());
      }
    }
    return names;
  }

  /** What all evaluations of one delivery may use together. For one thread. */
  static final class Budget {

    /** Ten thousand elements of the busiest built-in mapping take half of it. */
    static final int MAX_STEPS = 10_000_000;

    private int steps;
  }

  /** What one evaluation may use. */
  private static final class Bounds {
    private final Budget budget;
    private int steps;
    private int depth;

    Bounds(Budget budget) {
      this.budget = budget;
    }

    void enter() {
      take(1);
      if (++depth > MAX_DEPTH) {
        throw new Unreadable("mapping goes too deep");
      }
    }

    void leave(@Nullable Object result) {
      depth--;
      if (result instanceof String made) {
        // What costs time is not the step but what it touches: a long text is many steps.
        take(made.length() >> 8);
        if (made.length() > MAX_SIZE) {
          throw new Unreadable("mapping makes a text of more than " + MAX_SIZE + " characters");
        }
      }
      if (result instanceof List<?> made && made.size() > MAX_SIZE) {
        throw new Unreadable("mapping makes a list of more than " + MAX_SIZE + " values");
      }
    }

    private void take(int wanted) {
      steps += wanted;
      budget.steps += wanted;
      if (steps > MAX_STEPS) {
        throw new Unreadable("mapping takes more than " + MAX_STEPS + " steps");
      }
      if (budget.steps > Budget.MAX_STEPS) {
        throw new Unreadable(
            "mapping of the delivery takes more than " + Budget.MAX_STEPS + " steps");
      }
    }
  }
}
