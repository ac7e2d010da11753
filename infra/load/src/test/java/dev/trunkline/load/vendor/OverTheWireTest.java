package dev.trunkline.load.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes, hosts and TLS. */
class OverTheWireTest {

  private static final ScriptedCall CALL = ScriptedCall.of(0, Script.MORNING, 60);

  private final Client.Hand clock = new Client.Hand(CALL.endedAt());

  @Test
  void twoHundredMegabytesCome() throws Exception {
    Audio audio = new Audio(Audio.Format.MP3, 200_000_000, "long");
    ScriptedCall call = CALL.recording(r -> r.audio(audio));
    try (FakeConvoso fake = FakeConvoso.start(clock, Script.of(call));
        InputStream in = URI.create(fake.link(call.recordings().get(0))).toURL().openStream()) {
      assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(audio.length());
    }
  }

  @Test
  void linksMayNameAnotherHost() {
    Settings settings = Settings.usual().linkBase(URI.create("https://audio.test"));
    try (FakeConvoso fake = FakeConvoso.start(settings, clock, Script.of(CALL))) {
      assertThat(fake.link(CALL.recordings().get(0)))
          .startsWith("https://audio.test/play-recording-public/");
    }
  }

  @Test
  void addressesThatOthersReachAreRefused() throws Exception {
    InetAddress everywhere = InetAddress.getByName("0.0.0.0");

    assertThatThrownBy(() -> Settings.usual().at(everywhere, 0)).hasMessageContaining("loopback");
  }

  @Test
  void overTlsARedirectMayLeadOutOfIt(@TempDir Path directory) throws Exception {
    SSLContext tls = selfSigned(directory);
    Settings settings = Settings.usual().sockets(tls.getServerSocketFactory());
    Behaviour out = Behaviour.Redirect.to(new Behaviour.Redirect.Unencrypted());
    ScriptedCall call = CALL.recording(r -> r.download(Behaviours.first(1, out)));
    try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
        FakeConvoso fake = FakeConvoso.start(settings, clock, Script.of(call))) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(fake.link(call.recordings().get(0)))).build();

      var redirect = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      var audio = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

      assertThat(request.uri()).hasScheme("https");
      assertThat(redirect.statusCode()).isEqualTo(302);
      assertThat(redirect.headers().firstValue("Location").orElseThrow())
          .startsWith("http://" + request.uri().getAuthority() + "/");
      assertThat(audio.body()).hasSize((int) call.recordings().get(0).audio().length());
    }
  }

  /** By the JDK's own tool, as its library makes no certificates. */
  private static SSLContext selfSigned(Path directory) throws Exception {
    Path store = directory.resolve("fake.p12");
    char[] password = "changeit".toCharArray();
    List<String> keytool =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "fake",
            "-keyalg",
            "EC",
            "-dname",
            "CN=fake",
            "-ext",
            "san=ip:127.0.0.1",
            "-keystore",
            store.toString(),
            "-storepass",
            "changeit");
    assertThat(new ProcessBuilder(keytool).redirectErrorStream(true).start().waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, password);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("fake", keys.getCertificate("fake"));
    trusted.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
