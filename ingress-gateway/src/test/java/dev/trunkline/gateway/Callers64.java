package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that keep their connection and post the next webhook when the last one is answered. */
final class Callers64 implements AutoCloseable {

  /** What a round saw: answers a second, and the time that half and 99 of 100 answers took. */
  record Round(double perSecond, double p50Millis, double p99Millis, int refused) {}

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Buffer request;

  Callers64(byte[] body) {
    String head =
        "POST /hooks/signed HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "User-Agent: vendor/1.0\r\nX-Test-Signature: "
            + Signer.sign(TestDoors.SECRET, body)
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    request = Buffer.buffer(head.getBytes(ISO_8859_1)).appendBytes(body);
  }

  Round run(int port, int callers, long millis) throws InterruptedException {
    NetClient client = vertx.createNetClient();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(callers);
    long[][] took = new long[callers][];
    long begun = System.nanoTime();
    for (int i = 0; i < callers; i++) {
      int caller = i;
      client
          .connect(port, "127.0.0.1")
          .onSuccess(socket -> call(socket, stop, refused, done, took, caller));
    }
    TimeUnit.MILLISECONDS.sleep(millis);
    stop.set(true);
    done.await();
    double seconds = (System.nanoTime() - begun) / 1e9;
    long[] all = Arrays.stream(took).flatMapToLong(Arrays::stream).sorted().toArray();
    client.close();
    return new Round(
        all.length / seconds,
        all[all.length / 2] / 1e6,
        all[(int) (all.length * 0.99)] / 1e6,
        refused.get());
  }

  private void call(
      NetSocket socket,
      AtomicBoolean stop,
      AtomicInteger refused,
      CountDownLatch done,
      long[][] took,
      int caller) {
    long[] times = new long[1 << 20];
    int[] count = {0};
    long[] sent = {System.nanoTime()};
    // Every answer comes in one piece: small, and written at once.
    socket.handler(
        answer -> {
          times[count[0]++] = System.nanoTime() - sent[0];
          if (answer.getByte(9) != '2') {
            refused.incrementAndGet();
          }
          if (stop.get() || count[0] == times.length) {
            took[caller] = Arrays.copyOf(times, count[0]);
            socket.close();
            done.countDown();
          } else {
            sent[0] = System.nanoTime();
            socket.write(request);
          }
        });
    socket.write(request);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
