package dev.trunkline.recordings.audio;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * As much of S3 as a store needs, path-style: PUT, GET and HEAD of objects in one bucket. Checksums
 * are held against what came, aws-chunked bodies are decoded, an unsigned request is refused,
 * though its signature is not checked.
 */
final class S3Server implements AutoCloseable {

  /** What an object's bytes and type are. */
  record Stored(byte[] bytes, String type) {}

  final Map<String, Stored> objects = new ConcurrentHashMap<>();
  final List<String> puts = new CopyOnWriteArrayList<>();
  volatile int answerAll;
  volatile boolean damage;
  private final HttpServer server;
  private final String bucket;

  S3Server(String bucket) throws IOException {
    this.bucket = bucket;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
      String path = exchange.getRequestURI().getPath();
      byte[] body = body(exchange);
      if (answerAll != 0) {
        error(exchange, answerAll, "InternalError");
      } else if (!authorization.startsWith("AWS4-HMAC-SHA256 Credential=test-access/")) {
        error(exchange, 403, "AccessDenied");
      } else if (!path.startsWith("/" + bucket + "/")) {
        error(exchange, 404, "NoSuchBucket");
      } else {
        object(exchange, path.substring(bucket.length() + 2), body);
      }
    }
  }

  private void object(HttpExchange exchange, String key, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      String told = exchange.getRequestHeaders().getFirst("x-amz-checksum-sha256");
      if (told == null || !told.equals(sha256(body))) {
        error(exchange, 400, "BadDigest");
        return;
      }
      puts.add(key);
      objects.put(key, new Stored(body, exchange.getRequestHeaders().getFirst("Content-Type")));
      exchange.getResponseHeaders().set("ETag", "\"1\"");
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    Stored stored = objects.get(key);
    if (stored == null) {
      error(exchange, 404, "NoSuchKey");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", stored.type());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", "" + stored.bytes().length);
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, stored.bytes().length);
      exchange.getResponseBody().write(stored.bytes());
    }
  }

  private byte[] body(HttpExchange exchange) throws IOException {
    String how = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
    byte[] raw = exchange.getRequestBody().readAllBytes();
    byte[] body = how != null && how.startsWith("STREAMING-") ? unchunked(raw) : raw;
    if (damage && body.length > 0) {
      body[body.length / 2] ^= 1;
    }
    return body;
  }

  /** {@code <hex size>;chunk-signature=…\r\n<bytes>\r\n}, until a size of 0. */
  private static byte[] unchunked(byte[] raw) throws IOException {
    var decoded = new java.io.ByteArrayOutputStream(raw.length);
    InputStream in = new java.io.ByteArrayInputStream(raw);
    while (true) {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("chunk without an end");
        }
        line.append((char) c);
      }
      int size = Integer.parseInt(line.toString().split("[;\r]", 2)[0], 16);
      if (size == 0) {
        return decoded.toByteArray();
      }
      decoded.write(in.readNBytes(size));
      in.skipNBytes(2);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    byte[] text =
        "<Error><Code>%s</Code><Message>no</Message></Error>"
            .formatted(code)
            .getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, head ? -1 : text.length);
    if (!head) {
      exchange.getResponseBody().write(text);
    }
  }
}
