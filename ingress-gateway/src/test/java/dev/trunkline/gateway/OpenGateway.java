package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.Topic;
import dev.trunkline.canonical.Topics;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.SyncDoor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.util.unit.DataSize;

/** A gateway that listens at the test doors of a vendor, and a client that talks to it. */
final class OpenGateway implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123Z");

  final String vendor;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Gateway gateway;
  final int port;
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  OpenGateway(String bootstrapServers, String vendor) {
    this(bootstrapServers, vendor, Duration.ofSeconds(2), limits -> limits);
  }

  OpenGateway(
      String bootstrapServers, String vendor, Duration budget, UnaryOperator<Limits> limits) {
    this(
        bootstrapServers,
        vendor,
        TestDoors.of(vendor),
        List.of(),
        OperatorTokens.NONE,
        settings(budget),
        limits,
        Keeping.IN_KAFKA,
        true);
  }

  /** A gateway with operators' doors too. */
  OpenGateway(
      String bootstrapServers,
      String vendor,
      List<SyncDoor> syncDoors,
      OperatorTokens tokens,
      Duration budget) {
    this(
        bootstrapServers,
        vendor,
        TestDoors.of(vendor),
        syncDoors,
        tokens,
        settings(budget),
        limits -> limits,
        Keeping.IN_KAFKA,
        true);
  }

  /** A gateway at these doors of one vendor. */
  OpenGateway(String bootstrapServers, String vendor, List<Door> doors) {
    this(
        bootstrapServers,
        vendor,
        doors,
        List.of(),
        OperatorTokens.NONE,
        settings(Duration.ofSeconds(2)),
        limits -> limits,
        Keeping.IN_KAFKA,
        true);
  }

  /** A gateway at these doors of one vendor, behind these proxies and with these limits. */
  OpenGateway(
      String bootstrapServers,
      String vendor,
      List<Door> doors,
      List<SyncDoor> syncDoors,
      OperatorTokens tokens,
      List<String> proxies,
      UnaryOperator<Limits> limits) {
    this(
        bootstrapServers,
        vendor,
        doors,
        syncDoors,
        tokens,
        new GatewaySettings(
            "127.0.0.1", 0, DataSize.ofMegabytes(1), Duration.ofSeconds(2), proxies, null),
        limits,
        Keeping.IN_KAFKA,
        true);
  }

  /** A gateway at the test doors that goes by this clock. */
  OpenGateway(String bootstrapServers, String vendor, Clock clock) {
    this(
        bootstrapServers,
        vendor,
        TestDoors.of(vendor),
        List.of(),
        OperatorTokens.NONE,
        settings(Duration.ofSeconds(2)),
        limits -> limits,
        Keeping.IN_KAFKA,
        true,
        clock);
  }

  private OpenGateway(
      String bootstrapServers,
      String vendor,
      List<Door> doors,
      List<SyncDoor> syncDoors,
      OperatorTokens tokens,
      GatewaySettings settings,
      UnaryOperator<Limits> limits,
      Keeping keeping,
      boolean makeTopics) {
    this(
        bootstrapServers,
        vendor,
        doors,
        syncDoors,
        tokens,
        settings,
        limits,
        keeping,
        makeTopics,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private OpenGateway(
      String bootstrapServers,
      String vendor,
      List<Door> doors,
      List<SyncDoor> syncDoors,
      OperatorTokens tokens,
      GatewaySettings settings,
      UnaryOperator<Limits> limits,
      Keeping keeping,
      boolean makeTopics,
      Clock clock) {
    this.vendor = vendor;
    if (makeTopics) {
      create(bootstrapServers, Topics.raw(vendor), Topics.REJECTED, Topics.PULLS_ASKED);
    }
    gateway =
        new Gateway(
            settings,
            limits.apply(Limits.of(settings)),
            keeping,
            bootstrapServers,
            doors,
            syncDoors,
            tokens,
            registry,
            clock);
    port = gateway.start();
  }

  /** One with a journal; its topics were made before where the broker is not there. */
  static OpenGateway keeping(
      String bootstrapServers, String vendor, Keeping keeping, Duration budget, boolean isThere) {
    return new OpenGateway(
        bootstrapServers,
        vendor,
        TestDoors.of(vendor),
        List.of(),
        OperatorTokens.NONE,
        settings(budget),
        limits -> limits,
        keeping,
        isThere);
  }

  /** For a broker that is not there: the topics were made before. */
  static OpenGateway withTopicsMade(String bootstrapServers, String vendor, Duration budget) {
    return new OpenGateway(
        bootstrapServers,
        vendor,
        TestDoors.of(vendor),
        List.of(),
        OperatorTokens.NONE,
        settings(budget),
        limits -> limits,
        Keeping.IN_KAFKA,
        false);
  }

  private static GatewaySettings settings(Duration budget) {
    return new GatewaySettings("127.0.0.1", 0, DataSize.ofMegabytes(1), budget, List.of(), null);
  }

  String topic() {
    return Topics.raw(vendor).name();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  HttpRequest.Builder post(String path, byte[] body) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(20))
        .POST(BodyPublishers.ofByteArray(body));
  }

  HttpRequest.Builder signed(byte[] body) {
    return post("/hooks/signed", body)
        .header("X-Test-Signature", Signer.sign(TestDoors.SECRET, body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  double count(String meter, String... tags) {
    return registry.find(meter).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
  }

  /** Makes what is missing of these topics, with the settings that the house gives them. */
  static void create(String bootstrapServers, Topic... topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      List<NewTopic> wanted = new ArrayList<>();
      for (Topic topic : topics) {
        wanted.add(
            new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()));
      }
      for (var made : admin.createTopics(wanted).values().values()) {
        try {
          made.get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new AssertionError(e);
          }
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    gateway.close();
    client.close();
  }
}
