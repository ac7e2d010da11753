package dev.trunkline.workbench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows: what it holds, by its ending, and how its rows are delivered.
 *
 * @param path of the file
 * @param form how it is read
 */
record RowFile(Path path, Form form) {

  /** How a file is read and delivered. */
  enum Form {
    /** One JSON object a line; delivered as JSON arrays of the lines. */
    LINES("application/json"),
    /** CSV, delivered as CSV with the header in each delivery. */
    CSV("text/csv"),
    /** CSV, delivered as JSON arrays of objects of texts. */
    CSV_AS_OBJECTS("application/json"),
    /** One JSON value, delivered as it is. */
    WHOLE("application/json");

    private final String contentType;

    Form(String contentType) {
      this.contentType = contentType;
    }

    /** Of its deliveries. */
    String contentType() {
      return contentType;
    }
  }

  /**
   * The file of this name.
   *
   * @param readsCsv whether the vendor's definition does
   * @throws CommandFailure if its ending says nothing, or it cannot be read
   */
  static RowFile of(Path path, boolean readsCsv) {
    VendorOptions.readable(path);
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return new RowFile(
        path,
        switch (name.substring(name.lastIndexOf('.') + 1)) {
          case "ndjson", "jsonl" -> Form.LINES;
          case "csv" -> readsCsv ? Form.CSV : Form.CSV_AS_OBJECTS;
          case "json" -> Form.WHOLE;
          default ->
              throw new CommandFailure(
                  ExitCode.USAGE,
                  "--file wants .ndjson (one JSON object a line), .csv, or .json (one page)");
        });
  }

  /** What people should know about how it is read; null: nothing. */
  @Nullable String note() {
    return switch (form) {
      case CSV_AS_OBJECTS ->
          "the vendor's definition reads no CSV: each row becomes a JSON object of texts";
      case LINES, CSV, WHOLE -> null;
    };
  }

  /**
   * Its deliveries from the first row on.
   *
   * @param in the file's bytes, from its beginning; closed by what is returned
   */
  Chunks chunks(InputStream in) throws IOException {
    ByteReader bytes = new ByteReader(in);
    return switch (form) {
      case LINES -> Chunks.ofJson(new JsonLines(bytes, Chunks.MAX_ROW));
      case CSV -> {
        CsvHeader header = CsvHeader.read(bytes);
        yield Chunks.ofCsv(
            new CsvRows(
                bytes, String.valueOf(header.separator()), Row.MAX_BYTES - header.bytes().length),
            header.bytes());
      }
      case CSV_AS_OBJECTS -> {
        CsvHeader header = CsvHeader.read(bytes);
        CsvRows rows = new CsvRows(bytes, String.valueOf(header.separator()), Chunks.MAX_ROW);
        yield Chunks.ofJson(new CsvObjects(rows, header, Chunks.MAX_ROW));
      }
      case WHOLE -> Chunks.ofWhole(new WholeJson(bytes));
    };
  }

  /** Opens the file. */
  InputStream open() throws IOException {
    return Files.newInputStream(path);
  }
}
