package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** CSV (RFC 4180) with a header line; cells parted by commas, semicolons or tabs. */
final class Csv {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();

  private static final String SEPARATORS = ",;\t";

  /** A header alone, which an empty page is: names without blanks, so no sentence. */
  private static final Pattern HEADER = Pattern.compile("\"?\\w+\"?([,;\t]\"?\\w+\"?){3,}");

  private Csv() {}

  /**
   * Whether a text's first line has cells and rows follow it, or it is a header and nothing more.
   */
  static boolean looksLike(String text) {
    String first = firstLine(text);
    return first.length() == text.length()
        ? HEADER.matches(first)
        : SEPARATORS.chars().anyMatch(separator -> first.indexOf(separator) >= 0);
  }

  /**
   * The rows as objects; a row with more cells than the header has columns is a list instead, so
   * that it is rejected alone.
   *
   * @throws Unreadable if it is no CSV
   */
  static List<Object> rows(String text) {
    List<Object> rows = new ArrayList<>();
    try (CSVParser parser =
        CSVParser.parse(text, FORMAT.builder().setDelimiter(separator(text)).get())) {
      List<String> names = parser.getHeaderNames();
      for (CSVRecord row : parser) {
        rows.add(row.size() > names.size() ? new ArrayList<Object>(row.toList()) : row(names, row));
        if (rows.size() > Splitter.MAX_ELEMENTS) {
          break; // the splitter refuses it
        }
      }
      return rows;
    } catch (CSVException | IllegalArgumentException | IllegalStateException e) {
      throw new Unreadable("body is broken CSV");
    } catch (UncheckedIOException | IOException e) {
      throw new Unreadable("body is broken CSV");
    }
  }

  /**
   * The columns that a header names.
   *
   * @throws Unreadable if it is none
   */
  static List<String> names(String header) {
    try (CSVParser parser =
        CSVParser.parse(header, FORMAT.builder().setDelimiter(separator(header)).get())) {
      return parser.getHeaderNames().stream().map(Text::clean).toList();
    } catch (UncheckedIOException
        | IOException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw new Unreadable("body is broken CSV");
    }
  }

  /** What parts most cells of the header; where nothing does, a comma. */
  static char separator(String text) {
    String first = firstLine(text);
    char best = ',';
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char mark = SEPARATORS.charAt(i);
      best = count(first, mark) > count(first, best) ? mark : best;
    }
    return best;
  }

  private static long count(String text, char mark) {
    return text.chars().filter(c -> c == mark).count();
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static JsonObject row(List<String> names, CSVRecord row) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < row.size(); i++) {
      object.put(Text.clean(names.get(i)), Text.clean(row.get(i)));
    }
    return object;
  }
}
