package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A vendor that can do nothing and says so with everything that it was asked: the address, the
 * headers, the body, and what it knows of a person.
 */
final class EchoingVendor implements AutoCloseable {

  private final HttpServer server;
  private final String person;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private EchoingVendor(HttpServer server, String person) {
    this.server = server;
    this.person = person;
  }

  /** One that says this of a person, too. */
  static EchoingVendor start(String person) throws IOException {
    EchoingVendor vendor =
        new EchoingVendor(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
            person);
    vendor.server.createContext("/", vendor::answer);
    vendor.server.start();
    return vendor;
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Everything that it was asked, as it says it again. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String echo =
          "%s %s %s %s"
              .formatted(
                  exchange.getRequestURI(),
                  exchange.getRequestHeaders().entrySet(),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                  person)
              .replace("\"", "'");
      asked.add(echo);
      String path = exchange.getRequestURI().getPath();
      exchange.getResponseHeaders().add("X-Echo", echo);
      switch (path.substring(path.lastIndexOf('/') + 1)) {
        case "proxyapi.php" -> say(exchange, 200, "text/html", "Too bad, " + echo);
        case "retrieve", "get-recordings" ->
            say(
                exchange,
                200,
                "application/json",
                "{\"success\": false, \"code\": \"%1$s\", \"text\": \"%1$s\"}".formatted(echo));
        case "calllog" ->
            say(exchange, 200, "application/json", "[{\"Error_Message\": \"" + echo + "\"}]");
        case "page.mp3" -> say(exchange, 200, "text/html; of=\"" + echo + "\"", "<p>" + echo);
        case "moved.mp3" -> {
          exchange
              .getResponseHeaders()
              .add("Location", "http://10.0.0.1/?" + exchange.getRequestURI().getRawQuery());
          say(exchange, 302, "text/plain", echo);
        }
        default -> say(exchange, 500, "text/plain", echo);
      }
    }
  }

  private static void say(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
