package dev.trunkline.plumbing.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A host on loopback that counts who connects, keeps what it is sent and answers by script. */
final class Listener implements AutoCloseable {

  interface Script {
    void answer(String request, OutputStream out) throws IOException, InterruptedException;
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket server;

  Listener(String address, int port, Script script) throws IOException {
    server = new ServerSocket(port, 50, InetAddress.getByName(address));
    Thread.ofVirtual().start(() -> accept(script));
  }

  static Listener saying(String address, String answer) throws IOException {
    return new Listener(address, 0, (request, out) -> out.write(answer.getBytes(ISO_8859_1)));
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, script));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, Script script) {
    try (socket) {
      String request = read(new BufferedInputStream(socket.getInputStream()));
      requests.add(request);
      script.answer(request, socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException | InterruptedException e) {
      // The client has had enough.
    } finally {
      open.remove(socket);
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    String text = head.toString(ISO_8859_1);
    int at = text.toLowerCase().indexOf("content-length: ");
    if (at < 0) {
      return text;
    }
    int length = Integer.parseInt(text.substring(at + 16, text.indexOf('\r', at)).strip());
    return text + new String(in.readNBytes(length), ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
