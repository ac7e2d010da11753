package dev.trunkline.allinone.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

  private final FaultProxy proxy = FaultProxy.start("echo");
  private ServerSocket server;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    proxy.leadTo(server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void whatIsSentArrivesAndIsAnswered() throws IOException {
    try (Socket client = client()) {
      assertThat(echoed(client, 100_000)).isEqualTo(100_000);
    }
  }

  @Test
  void aCutEndsConnectionsAndNewOnesAreTaken() throws IOException {
    try (Socket client = client()) {
      assertThat(echoed(client, 10)).isEqualTo(10);
      proxy.cut();
      assertThatThrownBy(() -> echoed(client, 10)).isInstanceOf(IOException.class);
    }
    try (Socket client = client()) {
      assertThat(echoed(client, 10)).isEqualTo(10);
    }
  }

  @Test
  void aCutMidwayLetsSoManyBytesPass() throws IOException {
    proxy.cutAfter(1_000);
    try (Socket client = client()) {
      assertThat(echoed(client, 400)).isEqualTo(400);
      assertThatThrownBy(() -> echoed(client, 400)).isInstanceOf(IOException.class);
    }
    try (Socket client = client()) {
      assertThat(echoed(client, 5_000)).isEqualTo(5_000);
    }
  }

  @Test
  void nothingPassesWhileItIsStalledAndAllAfterwards() throws IOException {
    try (Socket client = client()) {
      proxy.stall();
      client.setSoTimeout(200);
      assertThatThrownBy(() -> echoed(client, 10)).isInstanceOf(SocketTimeoutException.class);
      proxy.flow();
      client.setSoTimeout(10_000);
      assertThat(client.getInputStream().readNBytes(10)).hasSize(10);
    }
  }

  @Test
  void bytesAreLateWhileItIsSlow() throws IOException {
    try (Socket client = client()) {
      proxy.slow(Duration.ofMillis(100));
      long begun = System.nanoTime();
      assertThat(echoed(client, 10)).isEqualTo(10);
      // There and back.
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }
  }

  @Test
  void aServerThatIsAwayIsAResetConnection() throws IOException {
    server.close();
    try (Socket client = client()) {
      assertThatThrownBy(() -> echoed(client, 10)).isInstanceOf(IOException.class);
    }
  }

  private Socket client() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(10_000);
    return client;
  }

  /** How many of so many bytes come back. */
  private static int echoed(Socket client, int bytes) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(new byte[bytes]);
    out.flush();
    int read = client.getInputStream().readNBytes(bytes).length;
    if (read < bytes) {
      throw new IOException("the connection ended after " + read);
    }
    return read;
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (client) {
                    InputStream in = client.getInputStream();
                    in.transferTo(client.getOutputStream());
                  } catch (IOException e) {
                    // The client's connection was reset.
                  }
                });
      } catch (IOException e) {
        // It was closed.
      }
    }
  }
}
