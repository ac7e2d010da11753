package dev.trunkline.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Key stores of 127.0.0.1, as the JDK's own tool makes them. */
final class Keys {

  static final String PASSWORD = "changeit";

  private Keys() {}

  /** A new key, with a certificate of two days that names it so. */
  static void make(Path store, String name) throws IOException, InterruptedException {
    make(store, name, "-0d");
  }

  /**
   * The same, whose two days began at this time.
   *
   * @param begin as {@code keytool} reads it: {@code -3d}
   */
  static void make(Path store, String name, String begin) throws IOException, InterruptedException {
    Files.deleteIfExists(store);
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-alias",
                    "door",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-startdate",
                    begin,
                    "-validity",
                    "2"))
            .redirectErrorStream(true)
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new AssertionError(new String(keytool.getInputStream().readAllBytes()));
    }
  }

  static KeyStore read(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  /** The certificate of one with the key of another. */
  static KeyStore mixed(Path certificate, Path key) throws IOException, GeneralSecurityException {
    char[] password = PASSWORD.toCharArray();
    KeyStore mixed = KeyStore.getInstance("PKCS12");
    mixed.load(null, null);
    mixed.setKeyEntry(
        "door",
        read(key).getKey("door", password),
        password,
        read(certificate).getCertificateChain("door"));
    return mixed;
  }

  /** A client that trusts the certificates in these, and no other. */
  static SSLContext trusting(Path... stores) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (Path store : stores) {
      trusted.setCertificateEntry(store.toString(), read(store).getCertificate("door"));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
