package dev.trunkline.allinone.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.load.DemoSources;
import dev.trunkline.load.Signer;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Keys;
import dev.trunkline.testbed.TlsWire;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway in a process of its own, with the runbook's settings for a chain and a key as PEM. */
@WithBackbone
class GatewayByTlsTest {

  private static final String BODY = "{\"event\":\"agent.created\",\"data\":{}}";
  private static final String NOT_TAKEN = "the renewed certificate is not taken";
  private static final int RENEWALS = Integer.getInteger("trunkline.renewals", 2);

  @TempDir private Path folder;

  @Test
  void renewedFilesAreTakenInPlaceAndNoPostFails(Backbone backbone) throws Exception {
    // given
    Path one = made("one");
    Path other = made("other");
    SSLContext trusting = Keys.trusting(one, other);
    Path certificate = folder.resolve("fullchain.pem");
    Path key = folder.resolve("privkey.pem");
    Keys.writeCertificate(one, certificate);
    Keys.writeKey(one, key);
    PartProcess gateway = start(backbone, certificate, key);
    try (Posts posts = new Posts(trusting, gateway.port())) {
      assertThat(TlsWire.answerToTls11(gateway.port()))
          .as("alert: protocol_version")
          .startsWith(0x15, 0x03)
          .endsWith(0x02, 70);
      posts.begin();

      Path now = one;
      for (int renewal = 0; renewal < RENEWALS; renewal++) {
        Path next = now.equals(one) ? other : one;

        long before = refusals();

        // when
        Keys.writeCertificate(next, certificate);
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(refusals()).isGreaterThan(before));
        assertThat(posts.shown()).as("half renewed").isEqualTo(name(now));
        Keys.writeKey(next, key);

        // then
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(posts.shown()).isEqualTo(name(next)));
        posts.awaitMore(20);
        now = next;
      }
      assertThat(posts.end()).isEmpty();
      assertThat(posts.count("TLSv1.2")).isGreaterThan(20);
      assertThat(posts.count("TLSv1.3")).isGreaterThan(20);
      assertThat(posts.count("kept open")).isGreaterThan(20);
    } finally {
      gateway.process().destroyForcibly();
      gateway.child().waitFor();
    }
  }

  private Path made(String name) throws IOException, InterruptedException {
    Path store = folder.resolve(name + ".p12");
    Keys.make(store, name);
    return store;
  }

  private static String name(Path store) {
    return "CN=" + store.getFileName().toString().replace(".p12", "");
  }

  private PartProcess start(Backbone backbone, Path certificate, Path key) throws IOException {
    String servers = backbone.bootstrapServers();
    return PartProcess.start(
        List.of(
            "GATEWAY",
            "--data",
            Files.createDirectories(folder.resolve("data")).toString(),
            "--kafka-port",
            servers.substring(servers.lastIndexOf(':') + 1)),
        Map.of(
            "SPRING_SSL_BUNDLE_PEM_DOOR_KEYSTORE_CERTIFICATE", "file:" + certificate,
            "SPRING_SSL_BUNDLE_PEM_DOOR_KEYSTORE_PRIVATEKEY", "file:" + key,
            "SPRING_SSL_BUNDLE_PEM_DOOR_RELOADONUPDATE", "true",
            "SPRING_SSL_BUNDLE_WATCH_FILE_QUIETPERIOD", "200ms",
            "TRUNKLINE_GATEWAY_SSLBUNDLE", "door"),
        folder.resolve("gateway.err"),
        begun -> {});
  }

  /** How often the gateway's log says that it did not take one. */
  private long refusals() throws IOException {
    return Files.readString(folder.resolve("logs/GATEWAY/trunkline.log"))
        .lines()
        .filter(line -> line.contains(NOT_TAKEN))
        .filter(line -> line.contains("the key is not the certificate's"))
        .count();
  }

  /** Posts by both versions, each on a connection of its own, and by one that stays open. */
  private static final class Posts implements AutoCloseable {

    private static final int MILLIS = 40;

    private final SSLContext trusting;
    private final int port;
    private final String request;
    private final TlsWire open;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    private final Map<String, AtomicInteger> counts =
        Map.of(
            "TLSv1.2", new AtomicInteger(),
            "TLSv1.3", new AtomicInteger(),
            "kept open", new AtomicInteger());
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    Posts(SSLContext trusting, int port) throws IOException {
      this.trusting = trusting;
      this.port = port;
      this.request = request();
      this.open = TlsWire.connect(trusting, port);
    }

    void begin() {
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        every(
            version,
            () -> {
              try (TlsWire wire = TlsWire.connect(trusting, port, version)) {
                assertThat(wire.version()).isEqualTo(version);
                return wire.ask(request);
              }
            });
      }
      every("kept open", () -> open.ask(request));
    }

    private interface Post {
      String answer() throws IOException;
    }

    private void every(String kind, Post post) {
      Runnable once =
          () -> {
            try {
              String answer = post.answer();
              if (answer.startsWith("HTTP/1.1 200 ")) {
                count(kind, 1);
              } else {
                failures.add(kind + ": " + answer);
              }
            } catch (IOException | AssertionError e) {
              failures.add(kind + ": " + e);
            }
          };
      var unused = threads.scheduleAtFixedRate(once, 0, MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns when so many more of each kind were answered. */
    void awaitMore(int more) {
      counts.forEach(
          (kind, count) -> {
            int enough = count.get() + more;
            await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(count.get()).as(kind).isGreaterThan(enough));
          });
    }

    /** Whose certificate a new connection is shown. */
    String shown() throws IOException {
      try (TlsWire wire = TlsWire.connect(trusting, port)) {
        return wire.shown();
      }
    }

    int count(String kind) {
      return count(kind, 0);
    }

    private int count(String kind, int more) {
      return counts.getOrDefault(kind, new AtomicInteger()).addAndGet(more);
    }

    /** Posts no more; all that went wrong. */
    List<String> end() throws InterruptedException {
      threads.shutdown();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      return List.copyOf(failures);
    }

    @Override
    public void close() throws IOException {
      threads.shutdownNow();
      open.close();
    }

    private static String request() {
      Vendors vendors = Vendors.builtIn();
      Door door =
          Definitions.of(vendors, DemoSources.forSamples(vendors)).doors().stream()
              .filter(one -> one.vendor().equals("knowrithm"))
              .findFirst()
              .orElseThrow();
      Signer.Proven proven = Signer.prove(door, BODY.getBytes(UTF_8));
      StringBuilder head = new StringBuilder("POST %s HTTP/1.1\r\n".formatted(proven.path()));
      head.append("Host: 127.0.0.1\r\nContent-Type: application/json\r\n");
      proven.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      return head + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
    }
  }
}
