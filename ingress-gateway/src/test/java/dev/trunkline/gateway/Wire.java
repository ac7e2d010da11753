package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A plain socket, for what no HTTP client sends. */
final class Wire implements AutoCloseable {

  private final Socket socket;

  Wire(int port) throws IOException {
    this(new Socket("127.0.0.1", port));
  }

  private Wire(Socket socket) throws SocketException {
    this.socket = socket;
    socket.setSoTimeout(20_000);
  }

  /** One whose answers wait at the server soon, where they are not read. */
  static Wire withSmallBuffer(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    return new Wire(socket);
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends so often, until it is done or cut off; reads nothing. */
  void pour(byte[] bytes, int times) {
    try {
      for (int i = 0; i < times; i++) {
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException e) {
      // cut off, or closed by the test
    }
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
