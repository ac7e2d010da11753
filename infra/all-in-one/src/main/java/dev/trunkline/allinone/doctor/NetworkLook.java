package dev.trunkline.allinone.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Looks up hosts and shakes hands with them; nothing is asked. */
record NetworkLook(Set<String> hosts, int port, Clock clock)
    implements Examination.Look<NetworkFacts> {

  private static final int PATIENCE_MS = 5_000;

  @Override
  public NetworkFacts facts() {
    List<NetworkFacts.Host> found = new ArrayList<>();
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<NetworkFacts.Host>> looks =
          hosts.stream().sorted().map(host -> together.submit(() -> look(host))).toList();
      for (Future<NetworkFacts.Host> look : looks) {
        found.add(look.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a host could not be looked at", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at hosts", e);
    }
    return new NetworkFacts(found, clock.instant());
  }

  private NetworkFacts.Host look(String host) {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      return new NetworkFacts.Host(host, 0, null, null);
    }
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(addresses[0], port), PATIENCE_MS);
      plain.setSoTimeout(PATIENCE_MS);
      return new NetworkFacts.Host(host, addresses.length, null, greeted(plain, host));
    } catch (IOException e) {
      return new NetworkFacts.Host(host, addresses.length, String.valueOf(e.getMessage()), null);
    }
  }

  private Instant greeted(Socket plain, String host) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true)) {
      SSLParameters strict = socket.getSSLParameters();
      strict.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(strict);
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
          ? certificate.getNotAfter().toInstant()
          : Instant.MAX;
    }
  }
}
