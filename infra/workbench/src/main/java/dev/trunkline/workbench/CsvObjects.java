package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV as JSON objects of texts, for a vendor whose definition reads no CSV. A row with more
 * cells than columns is a list, a broken one a text, so that each is rejected alone.
 */
final class CsvObjects implements Rows {

  private final CsvRows rows;
  private final CsvHeader header;
  private final int maxBytes;
  private long count;

  CsvObjects(CsvRows rows, CsvHeader header, int maxBytes) {
    this.rows = rows;
    this.header = header;
    this.maxBytes = maxBytes;
  }

  @Override
  public @Nullable Row next() throws IOException {
    Row row = rows.next();
    if (row == null) {
      return null;
    }
    count++;
    List<String> cells = header.cells(row.bytes());
    byte[] json =
        cells == null || row.trouble() != null
            ? JsonLines.quoted(row.bytes())
            : EventJson.mapper().writeValueAsBytes(value(cells));
    if (json.length > maxBytes) {
      throw Row.tooLarge("row " + count);
    }
    String trouble =
        row.trouble() != null
            ? row.trouble()
            : cells == null
                ? "row " + count + " is broken"
                : cells.size() > header.names().size()
                    ? "row " + count + " has more cells than the header"
                    : null;
    return new Row(json, trouble, false);
  }

  private Object value(List<String> cells) {
    List<String> names = header.names();
    if (cells.size() > names.size()) {
      return cells;
    }
    Map<String, String> object = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      object.put(names.get(i), cells.get(i));
    }
    return object;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
