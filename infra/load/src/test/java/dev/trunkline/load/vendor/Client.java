package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.vendors.ApiRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the fake vendor as its users do. */
final class Client {

  static final String TOKEN = Settings.usual().token();

  private final HttpClient http = HttpClient.newHttpClient();

  /** A clock that only the test moves. */
  static final class Hand extends Clock {
    private volatile Instant now;

    Hand(Instant now) {
      this.now = now;
    }

    void to(Instant then) {
      now = then;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  HttpResponse<byte[]> get(String uri) throws IOException, InterruptedException {
    return http.send(request(uri).build(), BodyHandlers.ofByteArray());
  }

  /**
   * Asks with these headers.
   *
   * @param headers name, value, name, value
   */
  HttpResponse<byte[]> get(String uri, String... headers) throws IOException, InterruptedException {
    return http.send(request(uri).headers(headers).build(), BodyHandlers.ofByteArray());
  }

  /** As a definition of ours says. */
  HttpResponse<byte[]> send(ApiRequest.Askable asked) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(asked.uri().toString());
    asked.headers().forEach(request::header);
    String form = asked.form();
    if (form != null) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form));
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> post(URI uri, String form) throws IOException, InterruptedException {
    return http.send(
        request(uri.toString())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> recordings(FakeConvoso fake, String leadId) throws Exception {
    return get(fake.recordingsApi() + "?auth_token=" + TOKEN + "&lead_id=" + leadId);
  }

  /** All bytes that come until the connection ends, head included. */
  static byte[] raw(String uri) throws IOException {
    URI to = URI.create(uri);
    try (Socket socket = new Socket(to.getHost(), to.getPort())) {
      socket.setSoTimeout(5_000);
      String request =
          "GET %s?%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(to.getRawPath(), to.getRawQuery(), to.getAuthority());
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return socket.getInputStream().readAllBytes();
    }
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  private static HttpRequest.Builder request(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(10));
  }
}
