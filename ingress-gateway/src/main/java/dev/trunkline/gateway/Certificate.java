package dev.trunkline.gateway;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

/**
 * What the gateway shows to whoever connects, and by which versions of TLS.
 *
 * @param keys certificate and key
 * @param until the certificate's last moment; of several the first to end
 */
record Certificate(KeyManagerFactory keys, Instant until) {

  private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");
  private static final byte[] ANYTHING = {1, 2, 3};

  /** It cannot be shown, for a reason that holds nothing of it. */
  static final class Unfit extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Unfit(String message) {
      super(message);
    }
  }

  /**
   * Reads a bundle's keys. Which versions and ciphers are offered is ours to say, and Java's.
   *
   * @throws IllegalStateException if it has none, they cannot be read, or a key is not its
   *     certificate's, as between the writing of one file and of the other
   */
  static Certificate of(SslBundle bundle) {
    try {
      return new Certificate(bundle.getManagers().getKeyManagerFactory(), until(bundle));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key cannot be read", e);
    }
  }

  private static Instant until(SslBundle bundle) throws GeneralSecurityException {
    KeyStore store = bundle.getStores().getKeyStore();
    if (store == null) {
      throw new Unfit("the bundle has no certificate");
    }
    String chosen = bundle.getKey().getAlias();
    char @Nullable [] password = password(bundle);
    Instant until = Instant.MAX;
    for (String alias : chosen == null ? Collections.list(store.aliases()) : List.of(chosen)) {
      if (store.getCertificate(alias) instanceof X509Certificate certificate
          && store.getKey(alias, password) instanceof PrivateKey key) {
        if (!belong(certificate.getPublicKey(), key)) {
          throw new Unfit("the key is not the certificate's");
        }
        Instant end = certificate.getNotAfter().toInstant();
        until = end.isBefore(until) ? end : until;
      }
    }
    if (until.equals(Instant.MAX)) {
      throw new Unfit("the bundle has no certificate with a key");
    }
    return until;
  }

  private static char @Nullable [] password(SslBundle bundle) {
    String own = bundle.getKey().getPassword();
    String password = own == null ? bundle.getStores().getKeyStorePassword() : own;
    return password == null ? null : password.toCharArray();
  }

  /**
   * What one signs the other verifies. Kinds of keys that we do not know are left to the handshake.
   */
  private static boolean belong(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
    if (!open.getAlgorithm().equals(secret.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (open.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA" -> "EdDSA";
          default -> "";
        };
    if (algorithm.isEmpty()) {
      return true;
    }
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(secret);
    signature.update(ANYTHING);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(ANYTHING);
    return signature.verify(signed);
  }

  /** Makes a server one that speaks nothing but TLS. */
  void onto(HttpServerOptions server, Duration handshake) {
    server
        .setSsl(true)
        .setKeyCertOptions(KeyCertOptions.wrap(keys))
        .setEnabledSecureTransportProtocols(VERSIONS)
        .setUseAlpn(true)
        .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
        .setSslHandshakeTimeout(handshake.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  /** The same for a server that runs. */
  ServerSSLOptions instead(Duration handshake) {
    return new ServerSSLOptions()
        .setKeyCertOptions(KeyCertOptions.wrap(keys))
        .setEnabledSecureTransportProtocols(VERSIONS)
        .setUseAlpn(true)
        .setApplicationLayerProtocols(List.of("http/1.1"))
        .setSslHandshakeTimeout(handshake.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
  }
}
