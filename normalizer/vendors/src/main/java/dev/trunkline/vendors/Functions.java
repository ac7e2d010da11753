package dev.trunkline.vendors;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.google.re2j.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Our own functions in mappings. None throws; absent in, absent out; a predicate always answers
 * true or false. All else of JSONata's is unbound, a short list aside.
 */
final class Functions {

  /** JSONata's own functions that mappings may use: pure, bounded, harmless on absent values. */
  static final Set<String> BUILT_IN =
      Set.of(
          "lowercase",
          "uppercase",
          "trim",
          "substring",
          "length",
          "count",
          "exists",
          "abs",
          "floor",
          "ceil",
          "round",
          "sum",
          "min",
          "max");

  /** Our own. */
  static final Set<String> OWN =
      Set.of(
          "has",
          "absent",
          "is",
          "word",
          "e164",
          "phone",
          "own",
          "extension",
          "named",
          "instant",
          "seconds",
          "between",
          "before",
          "after",
          "first",
          "like",
          "words",
          "when",
          "ignore",
          "reject");

  /** Everything else that the library binds; {@link Lint} refuses it, and here it is taken away. */
  static final Set<String> BANNED =
      Set.of(
          "eval",
          "now",
          "millis",
          "random",
          "toMillis",
          "fromMillis",
          "number",
          "string",
          "not",
          "average",
          "substringBefore",
          "substringAfter",
          "pad",
          "match",
          "contains",
          "replace",
          "split",
          "join",
          "formatNumber",
          "formatBase",
          "formatInteger",
          "parseInteger",
          "sqrt",
          "power",
          "boolean",
          "map",
          "zip",
          "filter",
          "single",
          "reduce",
          "sift",
          "keys",
          "lookup",
          "append",
          "spread",
          "merge",
          "reverse",
          "each",
          "error",
          "assert",
          "type",
          "sort",
          "shuffle",
          "distinct",
          "base64encode",
          "base64decode",
          "encodeUrlComponent",
          "encodeUrl",
          "decodeUrlComponent",
          "decodeUrl",
          "clone");

  private final Words words;
  private final Phones phones;
  private final Instants instants;
  private final Set<String> ownNumbers;
  private final Remembered<Pattern> patterns = new Remembered<>(1_000);

  /** The functions of one source. */
  Functions(Words words, Phones phones, Instants instants, List<String> ownNumbers) {
    this.words = words;
    this.phones = phones;
    this.instants = instants;
    this.ownNumbers = new TreeSet<>(ownNumbers);
  }

  /** Puts them into a compiled expression, once. */
  void bind(Jsonata to) {
    for (String banned : BANNED) {
      bind(
          to,
          banned,
          (a, b) -> {
            throw new JException("$" + banned + " is not for mappings", -1);
          });
    }
    bind(to, "has", (x, none) -> has(x));
    bind(to, "absent", (x, none) -> !has(x));
    bind(to, "is", (table, x) -> x != null && meaning(table, x) != null);
    bind(to, "word", this::meaning);
    bind(to, "e164", (x, none) -> x == null ? null : phones.e164(x.toString()));
    bind(to, "phone", (x, none) -> x == null ? null : phone(x.toString()));
    bind(to, "own", (x, none) -> x != null && isOwn(x.toString()));
    bind(to, "extension", (x, none) -> x == null ? null : phones.extension(x.toString()));
    bind(to, "named", (x, none) -> x == null ? null : named(x.toString()));
    bind(to, "instant", (x, hint) -> instant(x, hint));
    bind(to, "seconds", (x, none) -> x == null ? null : Numbers.seconds(x.toString()));
    bind(to, "between", Functions::between);
    bind(to, "before", (x, mark) -> part(x, mark, true));
    bind(to, "after", (x, mark) -> part(x, mark, false));
    bind(to, "first", Functions::first);
    bind(to, "like", (x, regex) -> x != null && regex != null && like(x.toString(), regex));
    bind(to, "when", (condition, x) -> Boolean.TRUE.equals(condition) ? x : null);
    bind(to, "ignore", (reason, none) -> new Verdict(true, String.valueOf(reason)));
    bind(to, "reject", (reason, none) -> new Verdict(false, String.valueOf(reason)));
    to.registerFunction("words", new Jsonata.JFunction((in, args) -> joined(args), null));
  }

  private interface Two {
    @Nullable Object of(@Nullable Object first, @Nullable Object second);
  }

  private static void bind(Jsonata to, String name, Two function) {
    to.registerFunction(
        name,
        new Jsonata.JFunction(
            (in, args) ->
                function.of(
                    args.isEmpty() ? null : args.get(0), args.size() < 2 ? null : args.get(1)),
            null));
  }

  /** Whether there is a value that says something. */
  static boolean has(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case String text -> !Absent.isAbsent(text);
      case List<?> list -> !list.isEmpty();
      case JsonNull nothing -> false;
      default -> true;
    };
  }

  private @Nullable Object meaning(@Nullable Object table, @Nullable Object word) {
    return table == null || word == null ? null : words.meaning(table.toString(), word.toString());
  }

  private boolean isOwn(String text) {
    String e164 = phones.e164(text);
    return e164 != null && ownNumbers.contains(e164);
  }

  private Map<String, Object> phone(String text) {
    Phone read = phones.read(text);
    Map<String, Object> phone = new LinkedHashMap<>();
    phone.put("raw", text);
    if (read.e164() != null) {
      phone.put("e164", read.e164());
    }
    phone.put("status", read.status().wire());
    return phone;
  }

  private static @Nullable Map<String, Object> named(String text) {
    int open = text.lastIndexOf('<');
    int close = text.lastIndexOf('>');
    Map<String, Object> named = new LinkedHashMap<>();
    String name = open < 0 ? "" : text.substring(0, open).strip();
    String number = open < 0 ? text.strip() : close > open ? text.substring(open + 1, close) : "";
    if (name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")) {
      name = name.substring(1, name.length() - 1).strip();
    }
    if (!Absent.isAbsent(name)) {
      named.put("name", name);
    }
    if (!Absent.isAbsent(number)) {
      named.put("number", number.strip());
    }
    return named.isEmpty() ? null : named;
  }

  private @Nullable String instant(@Nullable Object text, @Nullable Object hint) {
    if (text == null) {
      return null;
    }
    Instant near = hint == null ? null : instants.read(hint.toString(), null);
    Instant read = instants.read(text.toString(), near);
    return read == null ? null : read.toString();
  }

  private static @Nullable Object between(@Nullable Object from, @Nullable Object to) {
    if (from == null || to == null) {
      return null;
    }
    try {
      Duration between =
          Duration.between(Instant.parse(from.toString()), Instant.parse(to.toString()));
      return between.isNegative() ? null : between.plusMillis(500).toSeconds();
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static @Nullable Object part(
      @Nullable Object text, @Nullable Object mark, boolean before) {
    if (text == null || mark == null) {
      return null;
    }
    String whole = text.toString();
    String separator = mark.toString();
    int at = whole.indexOf(separator);
    if (at < 0) {
      return null;
    }
    return before ? whole.substring(0, at) : whole.substring(at + separator.length());
  }

  /** The first part of a list in a text that says something. */
  private static @Nullable Object first(@Nullable Object text, @Nullable Object mark) {
    if (text == null || mark == null) {
      return null;
    }
    for (String part : text.toString().split(java.util.regex.Pattern.quote(mark.toString()), -1)) {
      if (!Absent.isAbsent(part)) {
        return part.strip();
      }
    }
    return null;
  }

  private boolean like(String text, Object regex) {
    return patterns.get(regex.toString(), Pattern::compile).matcher(text).find();
  }

  private static @Nullable Object joined(List<?> texts) {
    StringJoiner joined = new StringJoiner(" ");
    for (Object text : texts) {
      if (has(text)) {
        joined.add(String.valueOf(text).strip());
      }
    }
    return joined.length() == 0 ? null : joined.toString();
  }
}
