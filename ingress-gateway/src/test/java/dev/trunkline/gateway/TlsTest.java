package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.canonical.Topics;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.WithBackbone;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.unit.DataSize;

/** The door by TLS, with a real handshake. */
@WithBackbone
class TlsTest {

  private static final String POST =
      "POST /hooks/open HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";

  /** A hello that offers TLS 1.1 at most, with ciphers of its time. */
  private static final byte[] OLD_HELLO =
      HexFormat.of()
          .parseHex(
              "160301003d"
                  + "01000039"
                  + "0302"
                  + "00".repeat(32)
                  + "00"
                  + "0008c013c014002f0035"
                  + "0100"
                  + "0008000a000400020017");

  @TempDir private static Path folder;
  private static Path first;
  private static Path second;

  @BeforeAll
  static void makeKeys() throws Exception {
    first = folder.resolve("first.p12");
    second = folder.resolve("second.p12");
    Keys.make(first, "first");
    Keys.make(second, "second");
  }

  @Test
  void aRenewedCertificateIsShownWithoutARestart(Backbone backbone) throws Exception {
    OpenGateway.create(backbone.bootstrapServers(), Topics.raw("configured"), Topics.REJECTED);
    Path store = folder.resolve("store.p12");
    Files.copy(first, store);
    SSLContext trusting = Keys.trusting(first, second);
    try (ConfigurableApplicationContext context =
        run(
            backbone,
            "spring.ssl.bundle.jks.door.keystore.location=file:" + store,
            "spring.ssl.bundle.jks.door.keystore.password=" + Keys.PASSWORD,
            "spring.ssl.bundle.jks.door.keystore.type=PKCS12",
            "spring.ssl.bundle.jks.door.reload-on-update=true",
            "spring.ssl.bundle.watch.file.quiet-period=50ms",
            "trunkline.gateway.ssl-bundle=door",
            "trunkline.gateway.port=0")) {
      int port = context.getBean(GatewayLifecycle.class).port().orElseThrow();
      try (SSLSocket early = connect(trusting, port)) {
        assertThat(shown(early)).isEqualTo("CN=first");
        assertThat(answer(early)).startsWith("HTTP/1.1 202 ");

        // What is no key store is not taken.
        Files.writeString(store, "half a renewal");
        assertThat(shown(trusting, port)).isEqualTo("CN=first");
        Files.copy(second, store, StandardCopyOption.REPLACE_EXISTING);

        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(shown(trusting, port)).isEqualTo("CN=second"));
        assertThat(answer(early)).as("open before").startsWith("HTTP/1.1 202 ");
      }
    }
  }

  @Test
  void aBundleThatIsNotThereStopsTheStartByName(Backbone backbone) {
    assertThatThrownBy(() -> run(backbone, "trunkline.gateway.ssl-bundle=none").close())
        .rootCause()
        .hasMessageContaining("'none'");
  }

  @Test
  void onlyTls12AndNewerIsSpoken(Backbone backbone) throws Exception {
    try (Gateway gateway = gateway(backbone, 100)) {
      int port = gateway.start();
      SSLContext trusting = Keys.trusting(first);
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        try (SSLSocket socket =
            (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", port)) {
          socket.setEnabledProtocols(new String[] {version});
          assertThat(answer(socket)).startsWith("HTTP/1.1 202 ");
          assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
      }
      try (Socket old = new Socket("127.0.0.1", port)) {
        old.getOutputStream().write(OLD_HELLO);
        byte[] alert = old.getInputStream().readAllBytes();
        assertThat(alert).hasSize(7).startsWith(0x15, 0x03).endsWith(0x02, 70); // protocol_version
      }
      try (Wire plain = new Wire(port)) {
        assertThat(plain.send(POST).untilClosed()).doesNotContain("HTTP");
      }
    }
  }

  /** A handshake that never comes costs its caller the connection, and nobody else. */
  @Test
  void whoNeverShakesHandsKeepsNobodyOut(Backbone backbone) throws Exception {
    SSLContext trusting = Keys.trusting(first);
    List<Wire> silent = new ArrayList<>();
    try (Gateway gateway = gateway(backbone, 20)) {
      int port = gateway.start();
      for (int i = 0; i < 40; i++) {
        silent.add(new Wire(port));
      }
      try (SSLSocket socket = connect(trusting, port)) {
        assertThat(answer(socket)).startsWith("HTTP/1.1 202 ");
      }
      for (Wire wire : silent) {
        assertThat(wire.untilClosed()).isIn("", "reset");
        wire.close();
      }
    }
  }

  private static Gateway gateway(Backbone backbone, int connections) throws Exception {
    String vendor = backbone.unique("tls");
    OpenGateway.create(backbone.bootstrapServers(), Topics.raw(vendor), Topics.REJECTED);
    GatewaySettings settings =
        new GatewaySettings(
            "127.0.0.1", 0, DataSize.ofMegabytes(1), Duration.ofSeconds(2), List.of(), "door");
    Limits usual = Limits.of(settings);
    Gateway gateway =
        new Gateway(
            settings,
            new Limits(
                usual.body(),
                usual.echo(),
                usual.budget(),
                usual.bodyTime(),
                Duration.ofSeconds(1),
                usual.idleTime(),
                usual.discardTime(),
                usual.discard(),
                usual.headers(),
                usual.requestLine(),
                connections,
                usual.inFlight(),
                usual.failures(),
                usual.addresses()),
            Keeping.IN_KAFKA,
            backbone.bootstrapServers(),
            TestDoors.of(vendor),
            List.of(),
            OperatorTokens.NONE,
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    gateway.certify(SslBundle.of(SslStoreBundle.of(Keys.read(first), Keys.PASSWORD, null)));
    return gateway;
  }

  private static ConfigurableApplicationContext run(Backbone backbone, String... properties) {
    return new SpringApplicationBuilder(
            GatewayConfigurationTest.Surroundings.class, GatewayConfiguration.class)
        .web(WebApplicationType.NONE)
        .properties("spring.kafka.bootstrap-servers=" + backbone.bootstrapServers())
        .properties(properties)
        .run();
  }

  private static SSLSocket connect(SSLContext trusting, int port) throws IOException {
    SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    return socket;
  }

  private static String shown(SSLContext trusting, int port) throws IOException {
    try (SSLSocket socket = connect(trusting, port)) {
      return shown(socket);
    }
  }

  private static String shown(SSLSocket socket) throws SSLException {
    X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  private static String answer(SSLSocket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(POST.getBytes(ISO_8859_1));
    out.flush();
    InputStream in = socket.getInputStream();
    StringBuilder come = new StringBuilder();
    while (come.indexOf("}") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      come.append((char) next);
    }
    return come.toString();
  }
}
