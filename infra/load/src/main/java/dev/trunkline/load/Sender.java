package dev.trunkline.load;

import dev.trunkline.vendors.Door;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Posts webhooks to a gateway, signed as each source expects, and remembers every promise made. */
public final class Sender implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI gateway;
  private final Ledger ledger;
  private final Clock clock;

  /**
   * A sender to this gateway.
   *
   * @param gateway base address, {@code http://127.0.0.1:8080}
   * @param ledger told of every answer
   */
  public Sender(URI gateway, Ledger ledger, Clock clock) {
    this.gateway = gateway;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Sends one genuine request; completes with its answer, or exceptionally if there was none. */
  public CompletableFuture<Reply> send(Door door, Post post) {
    Signer.Proven proven =
        Signer.prove(door, post.body(), post.contentType(), post.query(), clock.instant());
    return send(door, post.with(proven.query()), proven.path(), proven.headers());
  }

  /** Sends one request whose proof is what these headers say, right or wrong. */
  public CompletableFuture<Reply> send(
      Door door, Post post, String path, Map<String, String> proof) {
    URI uri = gateway.resolve(post.query() == null ? path : path + "?" + post.query());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .method(post.method(), HttpRequest.BodyPublishers.ofByteArray(post.body()));
    if (post.contentType() != null) {
      request.header("Content-Type", post.contentType());
    }
    proof.forEach(request::header);
    Instant sentAt = clock.instant();
    long begun = System.nanoTime();
    return http.sendAsync(request.build(), BodyHandlers.discarding())
        .thenApply(
            response -> {
              Reply reply =
                  new Reply(
                      response.statusCode(),
                      response.headers().firstValue("X-Delivery-Id").orElse(null),
                      sentAt,
                      (System.nanoTime() - begun) / 1_000);
              ledger.enter(door, post.body(), reply);
              return reply;
            });
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
