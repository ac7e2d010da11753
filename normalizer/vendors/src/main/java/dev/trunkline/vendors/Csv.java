package dev.trunkline.vendors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** CSV (RFC 4180) with a header line. */
final class Csv {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();

  private Csv() {}

  /**
   * The rows as objects; a row with more cells than the header has columns is a list instead, so
   * that it is rejected alone.
   *
   * @throws Unreadable if it is no CSV
   */
  static List<Object> rows(String text) {
    List<Object> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
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

  private static JsonObject row(List<String> names, CSVRecord row) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < row.size(); i++) {
      object.put(Text.clean(names.get(i)), Text.clean(row.get(i)));
    }
    return object;
  }
}
