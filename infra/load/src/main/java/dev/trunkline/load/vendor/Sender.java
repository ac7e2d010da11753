package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** Sends answers over one connection, in whatever manner is wished. */
final class Sender {

  private static final int CHUNK = 16 * 1024;

  private final Socket socket;
  private final OutputStream out;
  private final Pause pause;

  Sender(Socket socket, Pause pause) throws IOException {
    this.socket = socket;
    this.out = new BufferedOutputStream(socket.getOutputStream(), CHUNK);
    this.pause = pause;
  }

  /**
   * Sends.
   *
   * @return whether the connection is good for more
   */
  boolean send(Answer answer, Behaviour.Sends manner) throws IOException {
    Body body = answer.body();
    long length = body.length();
    switch (manner) {
      case Behaviour.Proper properly -> whole(answer);
      case Behaviour.SlowHeaders(var delay) -> {
        pause.take(delay);
        whole(answer);
      }
      case Behaviour.Drip drip -> {
        head(answer, length);
        out.flush();
        body.write(new Dripping(drip), length);
      }
      case Behaviour.Gzipped gzipped -> {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
          body.write(packing, length);
        }
        whole(answer.with("Content-Encoding", "gzip").with(Body.of(packed.toByteArray())));
      }
      case Behaviour.ClaimsMore(long extra) -> {
        return last(answer, length + extra, length);
      }
      case Behaviour.ClaimsLess(long missing) -> {
        return last(answer, Math.max(0, length - missing), length);
      }
      case Behaviour.BreaksOff off -> {
        return last(answer, length, length / 2);
      }
      case Behaviour.Resets resets -> {
        last(answer, length, length / 2);
        socket.setSoLinger(true, 0); // closing sends RST, not FIN
        return false;
      }
      case Behaviour.Endless endless -> {
        endless(answer);
      }
    }
    out.flush();
    return true;
  }

  private void whole(Answer answer) throws IOException {
    head(answer, answer.body().length());
    answer.body().write(out, answer.body().length());
  }

  private boolean last(Answer answer, long told, long sent) throws IOException {
    head(answer.with("Connection", "close"), told);
    answer.body().write(out, sent);
    out.flush();
    return false;
  }

  private void head(Answer answer, long length) throws IOException {
    head(answer.with("Content-Length", String.valueOf(length)));
  }

  private void head(Answer answer) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " \r\n");
    head.append("Content-Type: ").append(answer.contentType()).append("\r\n");
    answer
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    out.write(head.append("\r\n").toString().getBytes(US_ASCII));
  }

  /** Ends when the other side closes, by the exception that this brings, or with the fake. */
  private void endless(Answer answer) throws IOException {
    head(answer.with("Transfer-Encoding", "chunked"));
    while (true) {
      answer.body().write(new Chunked(), answer.body().length());
      pause.goOn();
    }
  }

  /** How long waits are waited, until the fake is closed. */
  interface Pause {
    /**
     * Waits.
     *
     * @throws IOException when the fake is closed
     */
    void take(Duration time) throws IOException;

    /**
     * Does not wait.
     *
     * @throws IOException when the fake is closed
     */
    default void goOn() throws IOException {
      take(Duration.ZERO);
    }
  }

  private final class Chunked extends OutputStream {

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (count > 0) {
        out.write((Integer.toHexString(count) + "\r\n").getBytes(US_ASCII));
        out.write(bytes, from, count);
        out.write("\r\n".getBytes(US_ASCII));
      }
    }
  }

  private final class Dripping extends FilterOutputStream {

    private final Behaviour.Drip drip;

    Dripping(Behaviour.Drip drip) {
      super(Sender.this.out);
      this.drip = drip;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      for (int at = from; at < from + count; at += drip.bytes()) {
        out.write(bytes, at, Math.min(drip.bytes(), from + count - at));
        out.flush();
        pause.take(drip.pause());
      }
    }
  }
}
