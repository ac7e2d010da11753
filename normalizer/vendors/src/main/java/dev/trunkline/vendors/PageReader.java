package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import dev.trunkline.vendors.Page.Failed;
import dev.trunkline.vendors.Page.Part;
import dev.trunkline.vendors.Page.Rows;
import dev.trunkline.vendors.Page.Why;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers as pages. Strict about the page, as a position that moves over a lost row never
 * comes back; not about its rows, which the mapping judges one by one.
 */
final class PageReader {

  /** A raw record takes 2 MiB with its headers. */
  static final int MOST_BYTES = 1_900_000;

  private static final Pattern CODE = Pattern.compile("[A-Za-z]{0,12}[-_.]?[0-9]{1,6}");

  private final PullSpec.PageSpec spec;
  private final List<Spec.TextRule> texts;
  private final @Nullable Pattern tokens;

  /**
   * A reader of one API's answers.
   *
   * @param texts plain answers and what they mean
   * @param secretParameters of links, lower case: a link made anew for each answer is no news
   */
  PageReader(PullSpec.PageSpec spec, List<Spec.TextRule> texts, Set<String> secretParameters) {
    this.spec = spec;
    this.texts = texts;
    this.tokens =
        secretParameters.isEmpty()
            ? null
            : Pattern.compile(
                secretParameters.stream()
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|", "(?i)[?&](?:", ")=[^&\"\\\\\\s]*")));
  }

  /** Rows that are asked for. */
  int size(int asked) {
    return asked > 0 && spec.by() != null ? Math.min(asked, spec.size()) : spec.size();
  }

  /** What an answer holds; see {@link History#read}. */
  Page read(int status, @Nullable String contentType, byte[] body, long cursor, int asked) {
    if (status < 200 || status > 299) {
      return new Failed(
          switch (status) {
            case 401, 403 -> Why.CREDENTIAL;
            case 429 -> Why.LIMITED;
            default -> Why.ERROR;
          },
          "the vendor's API answered " + status);
    }
    try {
      return page(contentType, body, new Asked(cursor, size(asked)));
    } catch (Unreadable e) {
      return new Failed(Why.ERROR, "the vendor's API answered " + status + ": " + e.reason());
    }
  }

  /** What was asked for. */
  private record Asked(long cursor, int size) {}

  private Page page(@Nullable String contentType, byte[] body, Asked asked) {
    String text = text(body);
    String said = text == null ? "" : text.strip();
    if (said.isEmpty()) {
      return incomplete(text == null ? "it ends within a letter" : "it is empty");
    }
    boolean isJson = said.charAt(0) == '{' || said.charAt(0) == '[';
    for (Spec.TextRule rule : texts) {
      if (said.regionMatches(true, 0, rule.starts(), 0, rule.starts().length())
          && (rule.ignored() || !isJson)) {
        return rule.ignored() ? new Rows(List.of(), 0, null, true, asked.cursor()) : refused(said);
      }
    }
    if (isJson) {
      return json(said, contentType, body, asked);
    }
    if (said.charAt(0) == '<') {
      throw new Unreadable("body is HTML or XML");
    }
    if (!spec.csv()) {
      throw new Unreadable("body is no JSON");
    }
    return csv(said, contentType, body, asked);
  }

  /** The vendor's own words are none of ours: they may hold anything. */
  private Failed refused(String said) {
    return new Failed(
        spec.denied().stream().anyMatch(word -> said.regionMatches(true, 0, word, 0, word.length()))
            ? Why.CREDENTIAL
            : Why.ERROR,
        "the vendor's API answered an error in words");
  }

  private Page json(String said, @Nullable String contentType, byte[] body, Asked asked) {
    Object root;
    try {
      root = Json.read(said);
    } catch (Unreadable e) {
      return incomplete(e.reason());
    }
    List<?> rows = root instanceof JsonObject object ? rows(object) : null;
    if (spec.csv() || !(root instanceof JsonObject page) || rows == null || saysNo(page)) {
      return error(root);
    }
    if (page.twice() != null) {
      throw new Unreadable("a key of the page stands twice");
    }
    Long count = number(page, spec.count());
    if (count != null && count > rows.size()) {
      return incomplete("it has " + rows.size() + " rows and says " + count);
    }
    Page verdict =
        verdict(rows.size(), number(page, spec.total()), number(page, spec.limit()), asked);
    if (!(verdict instanceof Rows told) || rows.isEmpty()) {
      return verdict;
    }
    if (body.length > MOST_BYTES || rows.size() > Splitter.MAX_ELEMENTS) {
      return tooLarge();
    }
    long[] prints = rows.stream().mapToLong(row -> Prints.of(lasting(text(row)))).toArray();
    Part part = new Part(body, type(contentType, "json"), rows.size(), prints);
    return new Rows(List.of(part), told.rows(), told.total(), told.last(), told.next());
  }

  /** When each row of a part came to be; see {@link History#created}. */
  List<@Nullable Instant> created(Part part, Instants times) {
    if (spec.created().isEmpty() || spec.csv()) {
      return List.of();
    }
    String text = text(part.body());
    List<?> rows =
        text != null && Json.read(text.strip()) instanceof JsonObject page ? rows(page) : null;
    List<@Nullable Instant> created = new ArrayList<>();
    for (Object row : rows == null ? List.of() : rows) {
      String said = row instanceof JsonObject object ? word(object, spec.created()) : null;
      created.add(said == null ? null : times.read(said, null));
    }
    return created;
  }

  /** What of a row's text does not change from one answer to the next. */
  private String lasting(String row) {
    return tokens == null ? row : tokens.matcher(row).replaceAll("");
  }

  private static String text(Object row) {
    String slice = row instanceof JsonObject object ? object.slice() : null;
    return slice == null ? Json.write(row) : slice;
  }

  private Page csv(String said, @Nullable String contentType, byte[] body, Asked asked) {
    CsvPage page = CsvPage.of(body);
    if (!page.has(spec.columns())) {
      return page.isWhole() && Csv.looksLike(said)
          ? new Failed(Why.ERROR, "the vendor's API answered CSV of other columns")
          : new Failed(Why.ERROR, "the vendor's API answered words");
    }
    if (!page.isWhole()) {
      return incomplete("its last row is cut");
    }
    Page verdict = verdict(page.rows(), null, null, asked);
    if (!(verdict instanceof Rows told)) {
      return verdict;
    }
    List<Part> parts = page.parts(type(contentType, "csv"));
    return parts.stream().anyMatch(part -> part.body().length > MOST_BYTES)
        ? tooLarge()
        : new Rows(parts, told.rows(), null, told.last(), told.next());
  }

  /** Whether the slice goes on, and whether that can be reached. */
  private Page verdict(int rows, @Nullable Long total, @Nullable Long limit, Asked asked) {
    PullSpec.By by = spec.by();
    if (by == null) {
      return new Rows(List.of(), rows, total, true, asked.cursor() + rows);
    }
    long size = limit == null || limit < 1 ? asked.size() : Math.min(asked.size(), limit);
    boolean byOffset = by == PullSpec.By.OFFSET;
    long before = byOffset ? asked.cursor() : asked.cursor() * size;
    boolean last = total == null ? rows < size : before + rows >= total;
    if (!last && rows < size) {
      return incomplete("it has " + rows + " rows and " + total + " are announced");
    }
    long next = asked.cursor() + (byOffset ? rows : 1);
    Long most = spec.most();
    boolean isBeyond =
        most != null
            && ((!last && next > most)
                || (total != null && total > (byOffset ? most + size : (most + 1) * size)));
    return isBeyond
        ? new Failed(Why.TOO_MANY, "the slice has more rows than the vendor's paging reaches")
        : new Rows(List.of(), rows, total, last, next);
  }

  /** One page that holds all becomes smaller by a shorter slice only. */
  private Failed tooLarge() {
    return spec.by() == null
        ? new Failed(Why.TOO_MANY, "the slice has more than one delivery takes")
        : new Failed(Why.TOO_LARGE, "the page has more than one delivery takes");
  }

  private Failed error(Object root) {
    String code = root instanceof JsonObject object ? word(object, spec.code()) : null;
    String named = code != null && CODE.matches(code) ? ": code " + code : "";
    return new Failed(
        code != null && spec.denied().contains(code) ? Why.CREDENTIAL : Why.ERROR,
        "the vendor's API answered an error" + named);
  }

  private static Failed incomplete(String cause) {
    return new Failed(Why.INCOMPLETE, "the page is not whole: " + cause);
  }

  private @Nullable List<?> rows(JsonObject page) {
    for (List<String> path : spec.rows()) {
      if (at(page, path) instanceof List<?> rows) {
        return rows;
      }
    }
    return null;
  }

  /** An error may come with an empty list of data. */
  private boolean saysNo(JsonObject page) {
    String said = word(page, spec.success());
    return said != null
        && switch (said.toLowerCase(Locale.ROOT)) {
          case "true", "1", "ok", "success" -> false;
          default -> true;
        };
  }

  private static @Nullable Long number(JsonObject page, List<List<String>> paths) {
    String said = word(page, paths);
    try {
      return said == null ? null : Long.valueOf(said.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable String word(JsonObject page, List<List<String>> paths) {
    for (List<String> path : paths) {
      switch (at(page, path)) {
        case String text -> {
          return text;
        }
        case JsonNumber number -> {
          return number.text();
        }
        case Boolean truth -> {
          return truth.toString();
        }
        case null, default -> {}
      }
    }
    return null;
  }

  private static @Nullable Object at(JsonObject page, List<String> path) {
    Object here = page;
    for (String key : path) {
      here = here instanceof Map<?, ?> object ? object.get(key) : null;
    }
    return here;
  }

  /** What the vendor says, unless it says something else: PHP says text/html of everything. */
  private static String type(@Nullable String said, String kind) {
    return said != null && said.toLowerCase(Locale.ROOT).contains(kind)
        ? said
        : kind.equals("csv") ? "text/csv" : "application/json";
  }

  /**
   * UTF-8 without a byte order mark; null if it ends within a letter.
   *
   * @throws Unreadable if it is no UTF-8
   */
  private static @Nullable String text(byte[] body) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(body);
    CharBuffer out = CharBuffer.allocate(body.length);
    CoderResult result = decoder.decode(in, out, false);
    if (result.isError()) {
      throw new Unreadable("body is not UTF-8");
    }
    if (in.hasRemaining()) {
      return null;
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
