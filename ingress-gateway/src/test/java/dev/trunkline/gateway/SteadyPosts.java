package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Signed posts at a steady rate, whether or not those before are answered. */
final class SteadyPosts implements AutoCloseable {

  /**
   * What became of a post.
   *
   * @param sentAt and {@code answeredAt}: {@code System.nanoTime()}
   * @param status 0 where there was no answer
   * @param deliveryId null where none was given
   */
  record Answered(long sentAt, long answeredAt, int status, @Nullable String deliveryId) {
    double millis() {
      return (answeredAt - sentAt) / 1e6;
    }
  }

  private final OpenGateway open;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ConcurrentLinkedQueue<CompletableFuture<Answered>> posts =
      new ConcurrentLinkedQueue<>();

  private SteadyPosts(OpenGateway open) {
    this.open = open;
  }

  /** Posts so many a second until it is closed. */
  static SteadyPosts begin(OpenGateway open, int rate) {
    SteadyPosts posts = new SteadyPosts(open);
    long between = TimeUnit.SECONDS.toNanos(1) / rate;
    var unused =
        posts.clock.scheduleAtFixedRate(posts::post, between, between, TimeUnit.NANOSECONDS);
    return posts;
  }

  private void post() {
    byte[] body = "{\"n\":%d}".formatted(posts.size()).getBytes(UTF_8);
    long sentAt = System.nanoTime();
    posts.add(
        open.client
            .sendAsync(open.signed(body).build(), BodyHandlers.ofString(UTF_8))
            .handle((answer, failure) -> answered(sentAt, answer)));
  }

  private static Answered answered(long sentAt, @Nullable HttpResponse<String> answer) {
    return answer == null
        ? new Answered(sentAt, System.nanoTime(), 0, null)
        : new Answered(
            sentAt,
            System.nanoTime(),
            answer.statusCode(),
            answer.headers().firstValue("x-delivery-id").orElse(null));
  }

  /** How many it has sent. */
  int count() {
    return posts.size();
  }

  /** Posts no more. */
  @Override
  public void close() {
    clock.close();
  }

  /** Posts no more, and waits for the answers. */
  List<Answered> end() {
    close();
    return new ArrayList<>(posts.stream().map(CompletableFuture::join).toList());
  }

  static Map<Integer, Long> byStatus(List<Answered> answers) {
    return answers.stream()
        .collect(Collectors.groupingBy(Answered::status, TreeMap::new, Collectors.counting()));
  }

  /** The time that so large a part of these took at most, in milliseconds. */
  static double millis(List<Answered> answers, double part) {
    List<Double> sorted = answers.stream().map(Answered::millis).sorted().toList();
    return sorted.isEmpty()
        ? 0
        : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * part));
  }
}
