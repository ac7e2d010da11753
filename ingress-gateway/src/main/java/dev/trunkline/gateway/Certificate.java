package dev.trunkline.gateway;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import org.springframework.boot.ssl.SslBundle;

/**
 * What the gateway shows to whoever connects, and by which versions of TLS.
 *
 * @param keys certificate and key
 */
record Certificate(KeyManagerFactory keys) {

  private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

  /**
   * Reads a bundle's keys. Which versions and ciphers are offered is ours to say, and Java's.
   *
   * @throws IllegalStateException if it has none, or they cannot be read
   */
  static Certificate of(SslBundle bundle) {
    return new Certificate(bundle.getManagers().getKeyManagerFactory());
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
