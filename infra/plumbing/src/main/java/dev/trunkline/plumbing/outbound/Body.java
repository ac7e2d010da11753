package dev.trunkline.plumbing.outbound;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads an answer's body within its limits, and holds it to the length that it states. */
final class Body {

  /** The sink's own failure, on its way to the caller past everything that is the vendor's. */
  static final class SinkBroke extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final IOException why;

    SinkBroke(IOException why) {
      super(why);
      this.why = why;
    }

    IOException why() {
      return why;
    }
  }

  private final ClassicHttpResponse response;
  private final Limits limits;
  private final Watch watch;
  private long count;

  Body(ClassicHttpResponse response, Limits limits, Watch watch) {
    this.response = response;
    this.limits = limits;
    this.watch = watch;
  }

  long count() {
    return count;
  }

  /**
   * Pours the whole body into the sink. Null when all went well.
   *
   * @throws IOException when the connection fails
   * @throws SinkBroke when the sink does
   */
  @Nullable Failed pour(Sink sink) throws IOException {
    Header encoding = response.getFirstHeader("Content-Encoding");
    if (encoding != null && !"identity".equalsIgnoreCase(encoding.getValue())) {
      return new Failed(Failed.Kind.MALFORMED, "the body is encoded, which was not asked for");
    }
    long stated = stated();
    if (stated > limits.maxBytes()) {
      return tooLarge();
    }
    HttpEntity entity = response.getEntity();
    InputStream in = entity == null ? null : entity.getContent();
    if (in == null) {
      return null;
    }
    watch.bodyBegins(limits);
    byte[] buffer = new byte[16 << 10];
    while (count != stated) {
      int read = in.read(buffer);
      if (read < 0) {
        return stated < 0
            ? null
            : new Failed(
                Failed.Kind.RESET, "the body ended after " + count + " of " + stated + " bytes");
      }
      watch.came(read);
      count += read;
      if (count > limits.maxBytes()) {
        return tooLarge();
      }
      if (stated >= 0 && count > stated) {
        return tooLong(stated);
      }
      give(sink, buffer, read);
    }
    return in.available() > 0 ? tooLong(stated) : null;
  }

  private static void give(Sink sink, byte[] buffer, int length) {
    try {
      sink.write(buffer, 0, length);
    } catch (IOException e) {
      throw new SinkBroke(e);
    }
  }

  /** The Content-Length, checked for sense by the connection already; -1 when not said. */
  private long stated() {
    Header length = response.getFirstHeader("Content-Length");
    return length == null || response.containsHeader("Transfer-Encoding")
        ? -1
        : Long.parseLong(length.getValue().strip());
  }

  private Failed tooLarge() {
    return new Failed(
        Failed.Kind.TOO_LARGE, "the body is larger than " + limits.maxBytes() + " bytes");
  }

  private static Failed tooLong(long stated) {
    return new Failed(
        Failed.Kind.MALFORMED, "the body goes on after its stated " + stated + " bytes");
  }
}
