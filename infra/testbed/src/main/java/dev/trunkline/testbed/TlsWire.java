package dev.trunkline.testbed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** HTTP by TLS to 127.0.0.1, whose certificate must be trusted and name that address. */
public final class TlsWire implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)\r\n");
  private static final int PATIENCE_MILLIS = 20_000;

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

  private final SSLSocket socket;

  private TlsWire(SSLSocket socket) {
    this.socket = socket;
  }

  /**
   * Connects and shakes hands.
   *
   * @param versions that are spoken, {@code TLSv1.3}; none: whatever Java speaks
   * @throws IOException if the other end is not trusted, or speaks none of them
   */
  public static TlsWire connect(SSLContext trusting, int port, String... versions)
      throws IOException {
    SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", port);
    try {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      if (versions.length > 0) {
        parameters.setProtocols(versions);
      }
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.startHandshake();
      return new TlsWire(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** What a server says to one who speaks nothing newer than TLS 1.1, until it closes. */
  public static byte[] answerToTls11(int port) throws IOException {
    try (Socket old = new Socket(InetAddress.getLoopbackAddress(), port)) {
      old.setSoTimeout(PATIENCE_MILLIS);
      old.getOutputStream().write(OLD_HELLO);
      return old.getInputStream().readAllBytes();
    }
  }

  /** Sends a request and reads its answer. */
  public String ask(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return head + new String(in.readNBytes(body), ISO_8859_1);
  }

  /** Whose certificate the other end showed: {@code CN=door}. */
  public String shown() throws IOException {
    X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  /** What is spoken: {@code TLSv1.3}. */
  public String version() {
    return socket.getSession().getProtocol();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
