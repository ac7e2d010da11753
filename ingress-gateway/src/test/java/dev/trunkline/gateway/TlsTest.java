package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.canonical.Topics;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.Keys;
import dev.trunkline.testbed.TlsWire;
import dev.trunkline.testbed.WithBackbone;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
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
      try (TlsWire early = TlsWire.connect(trusting, port)) {
        assertThat(early.shown()).isEqualTo("CN=first");
        assertThat(early.ask(POST)).startsWith("HTTP/1.1 202 ");

        // What is no key store is not taken, and that is seen.
        Gateway gateway = context.getBean(Gateway.class);
        MeterRegistry registry = context.getBean(MeterRegistry.class);
        Files.writeString(store, "half a renewal");
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(certificate(gateway).refused()).isPositive());
        assertThat(certificate(gateway).refusal()).startsWith("it cannot be read (");
        assertThat(registry.get("trunkline.gateway.certificate.refused").counter().count())
            .isPositive();
        assertThat(shown(trusting, port)).isEqualTo("CN=first");
        Files.copy(second, store, StandardCopyOption.REPLACE_EXISTING);

        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(shown(trusting, port)).isEqualTo("CN=second"));
        assertThat(early.ask(POST)).as("open before").startsWith("HTTP/1.1 202 ");
        assertThat(certificate(gateway).refusal()).as("over with the next good one").isNull();
        assertThat(certificate(gateway).until()).isEqualTo(until(second));
      }
    }
  }

  @Test
  void aCertificateThatVendorsWouldNotAcceptIsNotTaken(Backbone backbone) throws Exception {
    Path old = folder.resolve("old.p12");
    Keys.make(old, "old", "-3d");
    SSLContext trusting = Keys.trusting(first, second, old);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (Gateway gateway = gateway(backbone, 100, registry)) {
      int port = gateway.start();

      assertThatThrownBy(() -> gateway.certify(bundle(Keys.mixed(second, first))))
          .hasMessage("the key is not the certificate's");
      assertThat(certificate(gateway))
          .isEqualTo(new CertificateHealth(until(first), 1, "the key is not the certificate's"));
      assertThatThrownBy(() -> gateway.certify(bundle(Keys.read(old))))
          .hasMessage("it is over since " + until(old));
      assertThatThrownBy(() -> gateway.certify(bundle(trusted())))
          .hasMessage("the bundle has no certificate with a key");
      assertThat(shown(trusting, port)).isEqualTo("CN=first");
      assertThat(registry.get("trunkline.gateway.certificate.refused").counter().count())
          .isEqualTo(3);
      assertThat(registry.get("trunkline.gateway.certificate.left.seconds").gauge().value())
          .isBetween(
              Duration.ofDays(2).minusMinutes(10).toSeconds() * 1.0,
              Duration.ofDays(2).toSeconds() * 1.0);

      gateway.certify(bundle(Keys.read(second)));

      assertThat(shown(trusting, port)).isEqualTo("CN=second");
      assertThat(certificate(gateway)).isEqualTo(new CertificateHealth(until(second), 3, null));
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
        try (TlsWire wire = TlsWire.connect(trusting, port, version)) {
          assertThat(wire.ask(POST)).startsWith("HTTP/1.1 202 ");
          assertThat(wire.version()).isEqualTo(version);
        }
      }
      assertThat(TlsWire.answerToTls11(port))
          .as("alert: protocol_version")
          .hasSize(7)
          .startsWith(0x15, 0x03)
          .endsWith(0x02, 70);
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
      try (TlsWire wire = TlsWire.connect(trusting, port)) {
        assertThat(wire.ask(POST)).startsWith("HTTP/1.1 202 ");
      }
      for (Wire wire : silent) {
        assertThat(wire.untilClosed()).isIn("", "reset");
        wire.close();
      }
    }
  }

  private static CertificateHealth certificate(Gateway gateway) {
    return Objects.requireNonNull(gateway.health().certificate());
  }

  private static Instant until(Path store) throws Exception {
    return ((X509Certificate) Keys.read(store).getCertificate("door")).getNotAfter().toInstant();
  }

  private static SslBundle bundle(KeyStore keys) {
    return SslBundle.of(SslStoreBundle.of(keys, Keys.PASSWORD, null));
  }

  /** A store that trusts, and has nothing to show. */
  private static KeyStore trusted() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("other", Keys.read(second).getCertificate("door"));
    return store;
  }

  private static Gateway gateway(Backbone backbone, int connections) throws Exception {
    return gateway(backbone, connections, new SimpleMeterRegistry());
  }

  private static Gateway gateway(Backbone backbone, int connections, MeterRegistry registry)
      throws Exception {
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
            registry,
            Clock.systemUTC());
    gateway.certify(bundle(Keys.read(first)));
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

  private static String shown(SSLContext trusting, int port) throws IOException {
    try (TlsWire wire = TlsWire.connect(trusting, port)) {
      return wire.shown();
    }
  }
}
