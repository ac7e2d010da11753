package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers in a process of their own who want to keep others out: some hold connections and say
 * nothing, some send bodies a byte a second, some post more than their source may. Whoever is cut
 * off comes back at once.
 */
final class Besiegers implements AutoCloseable {

  /** How many hold a connection now, how often they came, and how many posts were refused. */
  record Seen(int idle, int slow, int came, int posted, int limited) {}

  private static final Buffer SLOW =
      Buffer.buffer("POST /hooks/signed HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
  private static final int FLOODING = 10;
  private static final int AT_ONCE = 20;

  private final Process process;
  private volatile Seen seen = new Seen(0, 0, 0, 0, 0);

  private Besiegers(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::listen);
  }

  /**
   * Starts them.
   *
   * @param flood posts a second at {@code /hooks/limited}
   */
  static Besiegers start(int port, int idle, int slow, int flood) throws IOException {
    return new Besiegers(
        new ProcessBuilder(
                // In truth they have machines of their own.
                "nice",
                "-n",
                "5",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Besiegers.class.getName(),
                Integer.toString(port),
                Integer.toString(idle),
                Integer.toString(slow),
                Integer.toString(flood))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** As they last said. */
  Seen seen() {
    return seen;
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int[] said = Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray();
        seen = new Seen(said[0], said[1], said[2], said[3], said[4]);
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** The process. */
  public static void main(String[] arguments) throws Exception {
    int[] numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    new Crowd(numbers[0]).besiege(numbers[1], numbers[2], numbers[3]);
    while (System.in.read() >= 0) {
      // Nothing is said to it.
    }
    Runtime.getRuntime().halt(0);
  }

  private static final class Crowd {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NetClient client = vertx.createNetClient();
    private final int port;
    private final AtomicInteger idle = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicInteger came = new AtomicInteger();
    private final AtomicInteger posted = new AtomicInteger();
    private final AtomicInteger limited = new AtomicInteger();

    Crowd(int port) {
      this.port = port;
    }

    void besiege(int idlers, int slows, int flood) {
      // A thousand a second, so that they come back evenly when they are cut off.
      int[] begun = {0};
      vertx.setPeriodic(
          20,
          timer -> {
            for (int i = 0; i < AT_ONCE && begun[0] < idlers; i++, begun[0]++) {
              idle();
            }
            if (begun[0] >= idlers) {
              vertx.cancelTimer(timer);
            }
          });
      for (int i = 0; i < slows; i++) {
        slow();
      }
      if (flood > 0) {
        for (int i = 0; i < FLOODING; i++) {
          flood(flood / FLOODING);
        }
      }
      vertx.setPeriodic(
          200,
          tick ->
              System.out.println(
                  idle.get()
                      + " "
                      + slow.get()
                      + " "
                      + came.get()
                      + " "
                      + posted.get()
                      + " "
                      + limited.get()));
    }

    private void idle() {
      client
          .connect(port, "127.0.0.1")
          .onSuccess(
              socket -> {
                came.incrementAndGet();
                idle.incrementAndGet();
                socket.closeHandler(
                    closed -> {
                      idle.decrementAndGet();
                      idle();
                    });
              })
          .onFailure(failure -> vertx.setTimer(100, again -> idle()));
    }

    private void slow() {
      client
          .connect(port, "127.0.0.1")
          .onSuccess(
              socket -> {
                came.incrementAndGet();
                slow.incrementAndGet();
                socket.write(SLOW);
                long bytes = vertx.setPeriodic(1_000, tick -> socket.write("a"));
                socket.closeHandler(
                    closed -> {
                      vertx.cancelTimer(bytes);
                      slow.decrementAndGet();
                      slow();
                    });
              })
          .onFailure(failure -> vertx.setTimer(100, again -> slow()));
    }

    private void flood(int rate) {
      byte[] body = "{\"flood\":1}".getBytes(UTF_8);
      Buffer post =
          Buffer.buffer(
                  ("POST /hooks/limited HTTP/1.1\r\nHost: x\r\nX-Test-Signature: "
                          + Signer.sign(TestDoors.SECRET, body)
                          + "\r\nContent-Length: "
                          + body.length
                          + "\r\n\r\n")
                      .getBytes(ISO_8859_1))
              .appendBytes(body);
      client
          .connect(port, "127.0.0.1")
          .onSuccess(
              socket -> {
                socket.handler(this::answered);
                long each = TimeUnit.SECONDS.toMillis(1) / rate;
                long posts =
                    vertx.setPeriodic(
                        Math.max(1, each),
                        tick -> {
                          posted.incrementAndGet();
                          send(socket, post);
                        });
                socket.closeHandler(
                    closed -> {
                      vertx.cancelTimer(posts);
                      flood(rate);
                    });
              });
    }

    private static void send(NetSocket socket, Buffer post) {
      if (!socket.writeQueueFull()) {
        socket.write(post);
      }
    }

    private void answered(Buffer answers) {
      String text = answers.toString(ISO_8859_1);
      for (int at = text.indexOf("HTTP/1.1 429");
          at >= 0;
          at = text.indexOf("HTTP/1.1 429", at + 1)) {
        limited.incrementAndGet();
      }
    }
  }
}
