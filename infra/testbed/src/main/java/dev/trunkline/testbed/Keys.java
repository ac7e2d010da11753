package dev.trunkline.testbed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates of 127.0.0.1, as the JDK's own tool makes them. */
public final class Keys {

  /** Of every store that is made here. */
  public static final String PASSWORD = "changeit";

  private Keys() {}

  /** A new key, with a certificate of two days that names it so. */
  public static void make(Path store, String name) throws IOException, InterruptedException {
    make(store, name, "-0d");
  }

  /**
   * The same, whose two days began at this time.
   *
   * @param begin as {@code keytool} reads it: {@code -3d}
   */
  public static void make(Path store, String name, String begin)
      throws IOException, InterruptedException {
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
      throw new AssertionError(new String(keytool.getInputStream().readAllBytes(), UTF_8));
    }
  }

  /** A store that was made here. */
  public static KeyStore read(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  /** The certificate of one with the key of another. */
  public static KeyStore mixed(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
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

  /** Its certificate as PEM, over what the file holds. */
  public static void writeCertificate(Path store, Path file)
      throws IOException, GeneralSecurityException {
    writePem(file, "CERTIFICATE", read(store).getCertificate("door").getEncoded());
  }

  /** Its key as PEM, over what the file holds. */
  public static void writeKey(Path store, Path file) throws IOException, GeneralSecurityException {
    Key key = read(store).getKey("door", PASSWORD.toCharArray());
    writePem(file, "PRIVATE KEY", key.getEncoded());
  }

  private static void writePem(Path file, String what, byte[] bytes) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what));
  }

  /** A client that trusts the certificates in these, and no other. */
  public static SSLContext trusting(Path... stores) throws IOException, GeneralSecurityException {
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
