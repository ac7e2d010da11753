package dev.trunkline.allinone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** One connection, with one request on it at a time. */
final class Caller {

  private static final String LENGTH = "content-length:";
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final SocketChannel channel;
  private final StringBuilder answer = new StringBuilder();
  private long askedAt;

  /** Connected when this returns. */
  Caller(InetSocketAddress server) throws IOException {
    channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
  }

  SocketChannel channel() {
    return channel;
  }

  /** {@code System.nanoTime()} of the last request. */
  long askedAt() {
    return askedAt;
  }

  void ask(ByteBuffer request) {
    askedAt = System.nanoTime();
    ByteBuffer rest = request.duplicate();
    try {
      while (rest.hasRemaining()) { // nothing else is on its way: there is room for it
        channel.write(rest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what has come; the answer's status when all of it has, else 0. */
  int hear(ByteBuffer buffer) {
    try {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        throw new EOFException("the server closed a connection");
      }
      answer.append(ISO_8859_1.decode(buffer.flip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int head = answer.indexOf("\r\n\r\n");
    if (head < 0 || answer.length() < head + 4 + length(answer.substring(0, head))) {
      return 0;
    }
    int status = Integer.parseInt(answer.substring(STATUS_AT, STATUS_AT + 3));
    answer.setLength(0);
    return status;
  }

  private static int length(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(LENGTH);
    if (at < 0) {
      throw new IllegalStateException("an answer without content-length: " + head);
    }
    int end = lower.indexOf('\r', at);
    return Integer.parseInt(
        lower.substring(at + LENGTH.length(), end < 0 ? lower.length() : end).strip());
  }

  void leave() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
