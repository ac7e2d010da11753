package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.FieldType;
import dev.trunkline.vendors.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses mappings that JSONata would read in silence: a misspelt field, variable or output key is
 * no error there, only nothing. See {@code mapping.md}, 2 and 3.
 */
final class Lint {

  private static final Set<String> INPUTS = Set.of("door", "channel", "legs");
  private static final Set<String> BOUND = Set.of("raw", "envelope");
  private static final Pattern EVENT_TYPE =
      Pattern.compile("^(call|lead|conversation|message|agent|document|recording)\\.[a-z_.]+$");

  private final Spec spec;
  private final String file;
  private final String text;
  private final List<Token> tokens;
  private final Set<String> usedNames = new HashSet<>();

  private Lint(Spec spec, String file, String text) {
    this.spec = spec;
    this.file = file;
    this.text = text;
    this.tokens = Tokens.of(file, text);
  }

  /**
   * Checks a definition and its mapping.
   *
   * @throws Refused with file, line and column
   */
  static void check(String yaml, Spec spec, String file, String text) {
    Lint lint = new Lint(spec, file, text);
    lint.mapping();
    lint.definition(yaml);
  }

  private void mapping() {
    Set<String> variables = declared();
    Deque<String> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      switch (token.kind()) {
        case NAME -> name(token, i);
        case VARIABLE -> variable(token, i, variables);
        case STRING -> string(token, i, open);
        case REGEX -> throw refused(token, "regular expressions are for $like, as texts");
        case OPERATOR -> operator(token, open);
        case NUMBER, END -> {}
      }
    }
  }

  private Set<String> declared() {
    Set<String> variables = new HashSet<>(BOUND);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.VARIABLE && after(i).is(":=")) {
        declare(token, variables);
      }
      if (isLambda(token) && after(i).is("(")) {
        for (int j = i + 2; tokens.get(j).kind() != Kind.END && !tokens.get(j).is(")"); j++) {
          if (tokens.get(j).kind() == Kind.VARIABLE) {
            declare(tokens.get(j), variables);
          }
        }
      }
    }
    return variables;
  }

  /** Whether a variable is the mapping's own: neither a function nor an input. */
  static boolean isOwnVariable(String name) {
    return !name.isEmpty()
        && !Functions.OWN.contains(name)
        && !Functions.BUILT_IN.contains(name)
        && !Functions.BANNED.contains(name)
        && !BOUND.contains(name);
  }

  private void declare(Token token, Set<String> variables) {
    String name = token.text();
    if (!isOwnVariable(name)) {
      throw refused(token, "$" + name + " would hide a function or an input of that name");
    }
    variables.add(name);
  }

  private void name(Token token, int i) {
    switch (token.text()) {
      case "true", "false" -> {}
      case "null" -> throw refused(token, "null is not absent; use $when");
      default -> {
        if (isLambda(token) && after(i).is("(")) {
          return;
        }
        usedNames.add(token.text());
        if (!spec.fields().containsKey(token.text()) && !INPUTS.contains(token.text())) {
          boolean inside = i > 0 && tokens.get(i - 1).is(".") && leadsFromOpenValue(i);
          if (!inside) {
            throw refused(token, "the field " + token.text() + " is not in vendor.yaml");
          }
        }
      }
    }
  }

  /** Whether a step follows {@code $raw}, {@code $envelope} or one of our functions' objects. */
  private boolean leadsFromOpenValue(int i) {
    int j = i - 2;
    while (j > 1 && tokens.get(j).kind() == Kind.NAME && tokens.get(j - 1).is(".")) {
      j -= 2;
    }
    Token from = tokens.get(Math.max(j, 0));
    boolean anObject =
        Set.of("name", "number", "raw", "e164", "status").contains(tokens.get(i).text());
    return from.kind() == Kind.VARIABLE
        ? BOUND.contains(from.text()) || anObject
        : from.is(")") && anObject;
  }

  private void variable(Token token, int i, Set<String> variables) {
    String name = token.text();
    if (name.isEmpty() || after(i).is(":=")) {
      return;
    }
    if (variables.contains(name)) {
      return;
    }
    boolean called = after(i).is("(");
    if (Functions.BANNED.contains(name)) {
      throw refused(
          token,
          name.equals("not")
              ? "$not of something absent is absent, not true; use $absent or = false"
              : "$" + name + " is not for mappings");
    }
    if (!Functions.OWN.contains(name) && !Functions.BUILT_IN.contains(name)) {
      throw refused(
          token,
          called
              ? "the function $" + name + " is unknown"
              : "the variable $" + name + " is never set");
    }
    if (called && (name.equals("is") || name.equals("word"))) {
      table(tokens.get(i + 2));
    }
    if (called && name.equals("like")) {
      regex(i + 1);
    }
  }

  private void table(Token token) {
    if (token.kind() != Kind.STRING) {
      throw refused(token, "the table must be named by a text");
    }
    if (!spec.words().tables().containsKey(token.text())) {
      throw refused(token, "the table " + token.text() + " is not in vendor.yaml");
    }
  }

  private void regex(int open) {
    Token second = null;
    int depth = 0;
    for (int i = open; tokens.get(i).kind() != Kind.END; i++) {
      Token token = tokens.get(i);
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth == 0) {
        break;
      }
      if (depth == 1 && token.is(",")) {
        second = tokens.get(i + 1);
      }
    }
    if (second == null || second.kind() != Kind.STRING) {
      throw refused(tokens.get(open), "$like needs its expression as a text");
    }
    try {
      Pattern.compile(second.text());
    } catch (PatternSyntaxException e) {
      throw refused(second, "is no expression of RE2: " + e.getDescription());
    }
  }

  private void string(Token token, int i, Deque<String> open) {
    Token before = i == 0 ? token : tokens.get(i - 1);
    boolean isKey =
        "{".equals(open.peek()) && (before.is("{") || before.is(",")) && after(i).is(":");
    if (isKey && !isOutput(token.text())) {
      throw refused(token, "no event has a field " + token.text());
    }
    if (!isKey && EVENT_TYPE.matches(token.text()) && EventType.find(token.text()) == null) {
      throw refused(token, "the event type " + token.text() + " is unknown");
    }
  }

  private void operator(Token token, Deque<String> open) {
    switch (token.text()) {
      case "(", "[", "{" -> open.push(token.text());
      case ")", "]", "}" -> open.poll();
      case "..", "**", "*", "%", "~>", "|", "@", "#", "^" ->
          throw refused(token, token.text() + " is not for mappings; split and tables do that");
      default -> {}
    }
  }

  private void definition(String yaml) {
    spec.fields()
        .keySet()
        .forEach(
            field -> {
              if (!Fields.isCanonical(field) && !usedNames.contains(field)) {
                throw new Refused(
                    yaml
                        + ": fields."
                        + field
                        + " is neither a field of our events nor used by the mapping");
              }
            });
    for (String field : spec.absent().keySet()) {
      known(yaml, "absent", field);
    }
    if (spec.epochIn() != null) {
      known(yaml, "times.epoch_in", spec.epochIn());
    }
    spec.words().tables().forEach((table, words) -> meanings(yaml, table, words));
    String name = spec.defaultLeadName();
    String problem = name == null ? null : LeadName.problem(name);
    if (problem != null) {
      throw new Refused(yaml + ": default_lead_name: " + problem);
    }
  }

  private void known(String yaml, String key, String field) {
    if (!spec.fields().containsKey(field)) {
      throw new Refused(yaml + ": " + key + ": the field " + field + " is not in fields");
    }
  }

  private static void meanings(String yaml, String table, Map<String, String> words) {
    Set<String> allowed = allowedWords(table);
    for (String meaning : words.values()) {
      if (allowed != null && !allowed.contains(meaning)) {
        throw new Refused(
            yaml + ": words." + table + ": no event has the " + table + " " + meaning);
      }
      if (EVENT_TYPE.matches(meaning) && EventType.find(meaning) == null) {
        throw new Refused(
            yaml + ": words." + table + ": the event type " + meaning + " is unknown");
      }
    }
  }

  /** The words of all fields of this name; null if no event has such a field. */
  private static @Nullable Set<String> allowedWords(String field) {
    Set<String> words = new HashSet<>();
    for (EventKind kind : EventKind.values()) {
      dev.trunkline.canonical.Field known = EventSchema.of(kind).field(field);
      if (known != null && known.type() == FieldType.WORD) {
        words.addAll(known.words());
      }
    }
    return words.isEmpty() ? null : words;
  }

  private static boolean isOutput(String key) {
    if (key.equals("event_type")) {
      return true;
    }
    return Fields.isCanonical(key);
  }

  private static boolean isLambda(Token token) {
    return token.kind() == Kind.NAME
        && (token.text().equals("function") || token.text().equals("\u03BB"));
  }

  private Token after(int i) {
    return tokens.get(Math.min(i + 1, tokens.size() - 1));
  }

  private Refused refused(Token at, String cause) {
    return new Refused(file + Place.of(text, at.offset()) + ": " + cause);
  }
}
