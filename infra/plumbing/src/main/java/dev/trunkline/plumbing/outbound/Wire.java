package dev.trunkline.plumbing.outbound;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.util.Timeout;

/**
 * One connection for one request, to addresses that were checked. Nothing is reused, followed,
 * retried, decoded or remembered.
 */
final class Wire {

  /** An answer whose body is still to be read. */
  record Open(CloseableHttpClient client, ClassicHttpResponse response) implements Closeable {
    /** Cuts the connection; the rest of a body is not waited for. */
    @Override
    public void close() {
      client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }
  }

  private static final int LINE = 16 << 10;

  private final TlsSocketStrategy tls;
  private final RequestConfig config =
      RequestConfig.custom()
          .setRedirectsEnabled(false)
          .setAuthenticationEnabled(false)
          .setContentCompressionEnabled(false)
          .setExpectContinueEnabled(false)
          .setProtocolUpgradeEnabled(false)
          .build();
  private final ManagedHttpClientConnectionFactory connections =
      ManagedHttpClientConnectionFactory.builder()
          .http1Config(Http1Config.custom().setMaxLineLength(LINE).setMaxHeaderCount(100).build())
          .incomingContentLengthStrategy(
              message -> {
                // A stated length is compared by Body, which sees bytes beyond it as well.
                long length = DefaultContentLengthStrategy.INSTANCE.determineLength(message);
                return length >= 0 ? ContentLengthStrategy.UNDEFINED : length;
              })
          .build();

  Wire(TlsSocketStrategy tls) {
    this.tls = tls;
  }

  /** Sends a request to one of these addresses and reads the answer's head. */
  Open send(Target target, List<InetAddress> pinned, ClassicHttpRequest request, Watch watch)
      throws IOException {
    var operator =
        new DefaultHttpClientConnectionOperator(
            proxy -> watch.guarding(new Socket(java.net.Proxy.NO_PROXY)),
            DefaultSchemePortResolver.INSTANCE,
            new Pinned(target.host(), pinned),
            RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build());
    var manager = new BasicHttpClientConnectionManager(operator, connections);
    Timeout left = Timeout.of(watch.left());
    manager.setConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(
                left.compareTo(Timeout.ofSeconds(10)) < 0 ? left : Timeout.ofSeconds(10))
            .setSocketTimeout(left)
            .build());
    CloseableHttpClient client =
        HttpClients.custom()
            .setConnectionManager(manager)
            .setDefaultRequestConfig(config)
            .setConnectionReuseStrategy((sent, received, context) -> false)
            .setUserAgent("Trunkline")
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableRedirectHandling()
            .disableContentCompression()
            .build();
    try {
      var host = new HttpHost(target.secure() ? "https" : "http", target.host(), target.port());
      return new Open(client, client.executeOpen(host, request, HttpClientContext.create()));
    } catch (IOException | RuntimeException e) {
      client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
      throw e;
    }
  }

  /** Knows one host, and of it what was checked: no second look-up can say otherwise. */
  private record Pinned(String host, List<InetAddress> addresses) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String name) throws UnknownHostException {
      if (!name.equals(host)) {
        throw new UnknownHostException("not the host that was checked");
      }
      return addresses.toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String name) {
      return name;
    }
  }
}
