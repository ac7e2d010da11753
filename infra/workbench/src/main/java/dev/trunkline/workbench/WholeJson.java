package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;

/** A file that is one JSON array or one object, as an API's page is: delivered as it stands. */
final class WholeJson implements Rows {

  private final ByteReader in;
  private boolean read;

  WholeJson(ByteReader in) {
    this.in = in;
  }

  @Override
  public @Nullable Row next() throws IOException {
    if (read) {
      return null;
    }
    read = true;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      bytes.write(next);
      if (bytes.size() > Row.MAX_BYTES) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "a .json file is delivered whole, and this one is larger than 1 MiB; make it .ndjson,"
                + " one object a line (jq -c '.[]' FILE)");
      }
    }
    if (!isOneValue(bytes.toByteArray())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "a .json file holds one array or one object, and this one does not; name it .ndjson if it"
              + " has one object a line");
    }
    return new Row(bytes.toByteArray(), null, true);
  }

  private static boolean isOneValue(byte[] bytes) {
    try {
      return EventJson.mapper()
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(bytes)
          .isContainer();
    } catch (JacksonException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
