package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/** A plain socket, for what no HTTP client sends. */
final class Wire implements AutoCloseable {

  private final Socket socket;

  Wire(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** What comes until the server closes. */
  String untilClosed() throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (SocketException reset) {
      return "reset";
    }
  }

  /** What comes until the text does, or until the server closes. */
  String until(String text) throws IOException {
    StringBuilder come = new StringBuilder();
    while (come.indexOf(text) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      come.append((char) next);
    }
    return come.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
