package dev.trunkline.allinone;

import static dev.trunkline.allinone.Canaries.Kind.LINK;
import static dev.trunkline.allinone.Canaries.Kind.PERSON;
import static dev.trunkline.allinone.Canaries.Kind.PHONE;
import static dev.trunkline.allinone.Canaries.Kind.SECRET;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.allinone.Canaries.Kind;
import dev.trunkline.canonical.Topics;
import dev.trunkline.plumbing.KafkaClients;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Looks for canaries in everything that an installation says and keeps. */
final class CanarySearch {

  /** What is searched, and for what: the rest may stand there. */
  enum Place {
    /** The log, ours at DEBUG, standard output and error, and what Postgres logs. */
    LOG(SECRET, LINK, PHONE, PERSON),
    /** Every page of the actuator: health, metrics. */
    ACTUATOR(SECRET, LINK, PHONE, PERSON),
    /** Head and body of what callers and operators are answered. */
    ANSWER(SECRET, LINK, PHONE, PERSON),
    RECORD_KEY(SECRET, LINK),
    /** Those of every topic, a dead letter's and a refused request's above all. */
    RECORD_HEADER(SECRET, LINK, PHONE, PERSON),
    /** The headers with a delivery's query, the vendor's own words, and with an event's key. */
    QUERY_OR_KEY(SECRET, LINK),
    /** As received, of whom we believe; what a door asks for inside bodies is overwritten. */
    RAW_BODY(SECRET),
    /** As received, of whom we do not believe. */
    REFUSED_BODY(SECRET),
    /** Canonical events: a link in them opens nothing. */
    EVENT(SECRET, LINK),
    /** Manifests, dead letters, states, what is asked for. */
    OTHER_VALUE(SECRET),
    /** Of every table and view, bytes among it. */
    ROW(SECRET),
    /** Of {@code analytics_masked}. */
    MASKED_ROW(SECRET, LINK, PHONE, PERSON),
    /** What commands print that were not asked to reveal. */
    COMMAND(SECRET, LINK, PHONE, PERSON),
    /** {@code doctor --bundle}. */
    BUNDLE(SECRET, LINK, PHONE, PERSON),
    /** The gateway's, on disk: raw records. */
    JOURNAL(SECRET),
    /** The archive of definitions. */
    DEFINITION(SECRET, LINK, PHONE, PERSON);

    private final Set<Kind> forbidden;

    Place(Kind first, Kind... further) {
      this.forbidden = EnumSet.of(first, further);
    }
  }

  private static final Set<String> EVENTS =
      Set.of("calls.v1", "leads.v1", "conversations.v1", "activity.v1", "recordings.v1");

  /** Where secrets are kept, and what of the folder is not text of ours. */
  private static final Set<String> KEPT =
      Set.of("operator-token", "postgres.password", "running.json", "kafka", "programs");

  private final Canaries canaries;
  private final Map<Place, Integer> searched = new EnumMap<>(Place.class);
  private final Map<String, String> leaks = new TreeMap<>();
  private final Set<String> seen = new TreeSet<>();

  CanarySearch(Canaries canaries) {
    this.canaries = canaries;
  }

  /** Looks at a text of a place. */
  void look(Place place, String where, String text) {
    searched.merge(place, 1, Integer::sum);
    for (Canaries.Found found : canaries.in(text)) {
      String one = found.kind() + " " + found.name();
      seen.add(one);
      if (place.forbidden.contains(found.kind())) {
        leaks.putIfAbsent("%s in %s: %s".formatted(one, place, where), found.around());
      }
    }
  }

  /** What was found where it must not be, with what is around it. */
  Map<String, String> leaks() {
    return leaks;
  }

  /** What was found anywhere, where it may be too. */
  Set<String> seen() {
    return seen;
  }

  /** How many texts of each place were looked at. */
  Map<Place, Integer> searched() {
    return searched;
  }

  /** Every record of every topic, committed or not. */
  void records(KafkaClients clients) {
    Map<String, Object> config = new HashMap<>(clients.consumer("unused", 1_000));
    config.remove("group.id");
    config.put("isolation.level", "read_uncommitted");
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config)) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .listTopics()
          .forEach(
              (topic, of) -> {
                if (!topic.startsWith("__")) {
                  of.forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
                }
              });
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(this::record);
      }
    }
  }

  private void record(ConsumerRecord<String, byte[]> record) {
    String at = record.topic() + "-" + record.partition() + "@" + record.offset();
    if (record.key() != null) {
      look(Place.RECORD_KEY, at, record.key());
    }
    for (Header header : record.headers()) {
      look(
          header(record.topic(), header.key()),
          header.key() + " of " + at,
          new String(header.value(), ISO_8859_1));
    }
    if (record.value() != null) {
      look(value(record.topic()), at, new String(record.value(), ISO_8859_1));
    }
  }

  private static Place header(String topic, String name) {
    boolean mayTell =
        EVENTS.contains(topic) ? name.equals("ce_subject") : isRaw(topic) && name.equals("query");
    return mayTell ? Place.QUERY_OR_KEY : Place.RECORD_HEADER;
  }

  private static boolean isRaw(String topic) {
    return Topics.RAW.matcher(topic).matches() || topic.equals(Topics.REPLAY.name());
  }

  private static Place value(String topic) {
    if (topic.equals(Topics.REJECTED.name())) {
      return Place.REFUSED_BODY;
    }
    if (isRaw(topic)) {
      return Place.RAW_BODY;
    }
    return EVENTS.contains(topic) ? Place.EVENT : Place.OTHER_VALUE;
  }

  /** Every row of every table and view. */
  void rows(String jdbcUrl) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      for (String table :
          rows(
              connection,
              "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                  + " where n.nspname in ('app', 'analytics', 'analytics_masked', 'compat')"
                  + " and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition")) {
        Place place = table.startsWith("analytics_masked.") ? Place.MASKED_ROW : Place.ROW;
        for (String row : rows(connection, "select to_jsonb(t)::text from " + table + " t")) {
          look(place, table, row);
        }
      }
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  /** What lies in a data folder, but for brokers' and databases' own files and kept secrets. */
  void files(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path inside = data.relativize(file);
        String first = inside.getName(0).toString();
        String text = new String(Files.readAllBytes(file), ISO_8859_1);
        switch (first) {
          case "journal" -> look(Place.JOURNAL, inside.toString(), text);
          case "definitions" -> look(Place.DEFINITION, inside.toString(), text);
          case "data" -> {
            if (inside.toString().endsWith(".log")) {
              look(Place.LOG, inside.toString(), text);
            }
          }
          default -> {
            if (!KEPT.contains(first)) {
              text.lines().forEach(line -> look(Place.LOG, inside.toString(), line));
            }
          }
        }
      }
    }
  }

  /** What is packed to be sent to somebody. */
  void bundle(Path zipped) throws IOException {
    try (InputStream in = Files.newInputStream(zipped);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        look(Place.BUNDLE, entry.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
  }
}
