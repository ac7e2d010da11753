package dev.trunkline.gateway;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The least that takes a webhook into Kafka: read, judge the signature, send, await, answer. */
final class BareBridge extends VerticleBase {

  private static final Buffer ANSWER = Buffer.buffer("{\"status\":\"success\"}");

  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final boolean judging;
  private int port;

  BareBridge(KafkaProducer<String, byte[]> producer, String topic, boolean judging) {
    this.producer = producer;
    this.topic = topic;
    this.judging = judging;
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer()
        .requestHandler(this::take)
        .listen(SocketAddress.sharedRandomPort(1, "127.0.0.1"))
        .onSuccess(server -> port = server.actualPort());
  }

  int port() {
    return port;
  }

  private void take(HttpServerRequest request) {
    Context loop = context;
    request.bodyHandler(
        buffer -> {
          byte[] body = buffer.getBytes();
          if (judging) {
            Verdict verdict =
                Doorkeeper.judge(
                    TestDoors.signed("bare", TestDoors.SECRET).proofs(),
                    new Claim(
                        name -> List.of(request.getHeader(name)),
                        "/",
                        null,
                        null,
                        "127.0.0.1",
                        Instant.now(),
                        body));
            if (!(verdict instanceof Verdict.Genuine)) {
              request.response().setStatusCode(403).end();
              return;
            }
          }
          producer.send(
              new ProducerRecord<>(topic, UUID.randomUUID().toString(), body),
              (metadata, failure) ->
                  loop.runOnContext(
                      done ->
                          request
                              .response()
                              .setStatusCode(failure == null ? 200 : 503)
                              .putHeader("content-type", "application/json")
                              .end(ANSWER)));
        });
  }
}
