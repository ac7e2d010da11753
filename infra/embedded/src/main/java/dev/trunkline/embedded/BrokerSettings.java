package dev.trunkline.embedded;

import java.nio.file.Path;
import java.util.Properties;

/**
 * What the embedded broker is told: a production node of one, small, and quick to come back after
 * {@code kill -9}.
 */
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** Above the gateway's largest body (1 MiB) with its headers; the same limit as on a cluster. */
  private static final int MAX_MESSAGE_BYTES = 2 * 1024 * 1024 + 64 * 1024;

  private static final int MEBIBYTE = 1024 * 1024;

  private BrokerSettings() {}

  static Properties of(Path log, int port, int controllerPort, int advertisedPort) {
    Properties settings = new Properties();
    identity(settings, log, port, controllerPort, advertisedPort);
    oneOfEverything(settings);
    limits(settings);
    durability(settings);
    groups(settings);
    smallMachine(settings);
    return settings;
  }

  private static void identity(
      Properties settings, Path log, int port, int controllerPort, int advertisedPort) {
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    // What the broker has to say to itself does not go the way of its clients, which may lead
    // through something in between: coordinators end transactions on it.
    settings.put(
        "listeners",
        "PLAINTEXT://%s:%d,INTERNAL://%s:0,%s://%s:%d"
            .formatted(
                Ports.HOST, port, Ports.HOST, CONTROLLER_LISTENER, Ports.HOST, controllerPort));
    settings.put(
        "advertised.listeners",
        "PLAINTEXT://%s:%d,INTERNAL://%s:0".formatted(Ports.HOST, advertisedPort, Ports.HOST));
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put("inter.broker.listener.name", "INTERNAL");
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,INTERNAL:PLAINTEXT,%s:PLAINTEXT".formatted(CONTROLLER_LISTENER));
    // Static voters: they are read from here at every start, so the port may differ each time.
    settings.put(
        "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, Ports.HOST, controllerPort));
    settings.put("log.dirs", log.toString());
  }

  private static void oneOfEverything(Properties settings) {
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
  }

  private static void limits(Properties settings) {
    settings.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    settings.put("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    // A vendor's clock must not decide retention.
    settings.put("log.message.timestamp.type", "LogAppendTime");
  }

  private static void durability(Properties settings) {
    // Nothing is acknowledged before it is on the disk: on a node of one there is no other copy,
    // and
    // partitions that a power cut takes back by different seconds, Kafka's own among them, do not
    // fit together any more (0032). Kafka's default leaves it to the operating system.
    settings.put("log.flush.interval.messages", "1");
    // What the gateway's journal goes by: up to where a partition is surely on the disk.
    settings.put("log.flush.interval.ms", "1000");
    settings.put("log.flush.scheduler.interval.ms", "1000");
    settings.put("log.flush.offset.checkpoint.interval.ms", "1000");
    settings.put("log.initial.task.delay.ms", "1000");
  }

  private static void groups(Properties settings) {
    settings.put("group.coordinator.rebalance.protocols", "classic,consumer");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // After kill -9 a new member must wait for the session of its dead predecessor: let clients
    // choose a short one.
    settings.put("group.min.session.timeout.ms", "2000");
    settings.put("group.consumer.min.session.timeout.ms", "2000");
    settings.put("group.consumer.session.timeout.ms", "10000");
    settings.put("group.consumer.min.heartbeat.interval.ms", "500");
    settings.put("group.consumer.heartbeat.interval.ms", "1000");
    // After kill -9 the controller keeps the old registration until this session ends.
    settings.put("broker.session.timeout.ms", "2000");
    settings.put("broker.heartbeat.interval.ms", "500");
  }

  private static void smallMachine(Properties settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("group.coordinator.threads", "1");
    settings.put("num.recovery.threads.per.data.dir", "2");
    settings.put("log.cleaner.threads", "1");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * MEBIBYTE));
    settings.put("log.cleaner.io.buffer.size", Integer.toString(MEBIBYTE / 4));
    settings.put("log.segment.bytes", Integer.toString(128 * MEBIBYTE));
    settings.put("log.index.size.max.bytes", Integer.toString(MEBIBYTE));
    settings.put("offsets.topic.segment.bytes", Integer.toString(16 * MEBIBYTE));
    settings.put("transaction.state.log.segment.bytes", Integer.toString(16 * MEBIBYTE));
    settings.put("metadata.log.segment.bytes", Integer.toString(64 * MEBIBYTE));
    // An idle node need not write (and sync) a no-op record twice a second.
    settings.put("metadata.max.idle.interval.ms", "5000");
  }
}
