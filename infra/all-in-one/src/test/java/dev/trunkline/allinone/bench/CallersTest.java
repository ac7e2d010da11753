package dev.trunkline.allinone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallersTest {

  private static final byte[] REQUEST =
      "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc".getBytes(ISO_8859_1);

  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> others = new ConcurrentLinkedQueue<>();
  private final ServerSocket server;
  private int breaksAt = Integer.MAX_VALUE;

  CallersTest() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void everyAnswerIsCountedOnceAlsoOneInPieces() throws IOException {
    Callers.Seen seen = Callers.post(server.getLocalPort(), REQUEST, 5, Duration.ofMillis(300));

    assertThat(others).isEmpty();
    assertThat(connections).hasValue(5);
    assertThat(seen.answers()).isEqualTo(requests.get()).isGreaterThan(50);
    assertThat(seen.refused()).isEqualTo(requests.get() / 10);
    assertThat(seen.seconds()).isBetween(0.3, 5.0);
    assertThat(seen.perSecond()).isBetween(requests.get() / 5.0, requests.get() / 0.3);
    assertThat(seen.busy()).isBetween(0.0, 1.0);
    assertThat(seen.p50()).isPositive().isLessThanOrEqualTo(seen.p99());
  }

  @Test
  void aConnectionThatBreaksEndsIt() {
    breaksAt = 20;

    assertThatThrownBy(() -> Callers.post(server.getLocalPort(), REQUEST, 2, Duration.ofSeconds(5)))
        .hasRootCauseInstanceOf(EOFException.class);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** Every tenth is refused; an answer comes in three pieces. */
  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      for (byte[] got = in.readNBytes(REQUEST.length);
          got.length > 0;
          got = in.readNBytes(REQUEST.length)) {
        String text = new String(got, ISO_8859_1);
        if (!text.equals(new String(REQUEST, ISO_8859_1))) {
          others.add(text);
        }
        int number = requests.incrementAndGet();
        if (number == breaksAt) {
          return;
        }
        String answer =
            "HTTP/1.1 %s\r\nContent-Length: 5\r\n\r\nhello"
                .formatted(number % 10 == 0 ? "503 Busy" : "200 OK");
        for (String piece : new String[] {answer.substring(0, 20), answer.substring(20, 40)}) {
          out.write(piece.getBytes(ISO_8859_1));
          out.flush();
        }
        out.write(answer.substring(40).getBytes(ISO_8859_1));
        out.flush();
      }
    } catch (IOException gone) {
      // The caller is gone.
    }
  }
}
