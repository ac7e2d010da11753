package dev.trunkline.gateway;

import dev.trunkline.canonical.Topics;
import dev.trunkline.embedded.EmbeddedBroker;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * The gateway beside a bare bridge: the same producer settings, broker, callers and cores, in
 * alternating rounds. Arguments: rounds (5), seconds a round (4), callers (64), body bytes (1024).
 */
final class ThroughputCheck {

  private ThroughputCheck() {}

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    long millis = 1000L * (args.length > 1 ? Integer.parseInt(args[1]) : 4);
    int callers = args.length > 2 ? Integer.parseInt(args[2]) : 64;
    byte[] body = new byte[args.length > 3 ? Integer.parseInt(args[3]) : 1024];
    new Random(1).nextBytes(body);
    Path folder = Files.createTempDirectory("throughput");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        OpenGateway open = new OpenGateway(broker.bootstrapServers(), "measured");
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(bareSettings(broker.bootstrapServers()));
        Callers64 load = new Callers64(body)) {
      OpenGateway.create(broker.bootstrapServers(), Topics.raw("bare"));
      producer.partitionsFor(Topics.raw("bare").name());
      Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
      Map<String, Integer> ports = new LinkedHashMap<>();
      ports.put("bare", bare(vertx, producer, false));
      ports.put("bare, judging", bare(vertx, producer, true));
      ports.put("gateway", open.port);
      Map<String, List<Callers64.Round>> seen = new LinkedHashMap<>();
      for (int round = -1; round < rounds; round++) {
        for (Map.Entry<String, Integer> server : ports.entrySet()) {
          Callers64.Round result =
              load.run(server.getValue(), callers, round < 0 ? 2 * millis : millis);
          if (round >= 0) {
            seen.computeIfAbsent(server.getKey(), key -> new ArrayList<>()).add(result);
          }
        }
      }
      report(seen);
      vertx.close().await();
    }
  }

  private static Map<String, Object> bareSettings(String bootstrapServers) {
    Map<String, Object> settings = ProducerSettings.of(bootstrapServers);
    settings.put("max.block.ms", 10_000);
    return settings;
  }

  private static int bare(Vertx vertx, KafkaProducer<String, byte[]> producer, boolean judging) {
    List<BareBridge> instances = new ArrayList<>();
    Vertx own = judging ? Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2)) : vertx;
    own.deployVerticle(
            () -> {
              BareBridge bridge = new BareBridge(producer, Topics.raw("bare").name(), judging);
              instances.add(bridge);
              return bridge;
            },
            new DeploymentOptions().setInstances(2))
        .await();
    return instances.getFirst().port();
  }

  private static void report(Map<String, List<Callers64.Round>> seen) {
    double[] medians = new double[seen.size()];
    int row = 0;
    for (Map.Entry<String, List<Callers64.Round>> server : seen.entrySet()) {
      double[] rates =
          server.getValue().stream().mapToDouble(Callers64.Round::perSecond).sorted().toArray();
      medians[row] = rates[rates.length / 2];
      System.out.printf(
          Locale.ROOT,
          "%-14s %7.0f/s [%.0f-%.0f]  p50 %.2f ms  p99 %.2f ms  refused %d  ratio to bare %.2f%n",
          server.getKey(),
          medians[row],
          rates[0],
          rates[rates.length - 1],
          server.getValue().stream().mapToDouble(Callers64.Round::p50Millis).average().orElse(0),
          server.getValue().stream().mapToDouble(Callers64.Round::p99Millis).average().orElse(0),
          server.getValue().stream().mapToInt(Callers64.Round::refused).sum(),
          medians[row] / medians[0]);
      row++;
    }
  }
}
