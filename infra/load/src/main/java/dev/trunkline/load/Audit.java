package dev.trunkline.load;

import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Evidence.ElementOf;
import dev.trunkline.load.Evidence.EventCopy;
import dev.trunkline.load.Evidence.RawCopy;
import dev.trunkline.load.model.Comparison;
import dev.trunkline.load.model.Settings;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.KafkaClients;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Proves the promises on a running system, from its topics and the contract's views alone. */
public final class Audit {

  private final KafkaClients clients;
  private final TopicReader topics;
  private final @Nullable String jdbcUrl;
  private final Settings settings;
  private final Clock clock;

  /**
   * An audit of this system.
   *
   * @param jdbcUrl of the database, with user and password; null to leave the views out
   * @param settings what the sources file says that the system runs with
   * @param clock tells which deliveries are old enough to be judged
   */
  public Audit(KafkaClients clients, @Nullable String jdbcUrl, Settings settings, Clock clock) {
    this.settings = settings;
    this.clients = clients;
    this.topics = new TopicReader(clients);
    this.jdbcUrl = jdbcUrl;
    this.clock = clock;
  }

  /**
   * Reads what is there, waits until every stage has read as far, and judges it. What arrives
   * meanwhile is left for the next audit, and so is what is older than 29 days: retention may have
   * taken its records.
   *
   * @param sent what senders were promised before this call; may be empty
   * @param patience how long the stages may take
   * @return empty if a stage did not catch up in time, or a replay began meanwhile
   * @throws SQLException if the database cannot be asked
   */
  public Optional<Verdict> run(List<Ledger.Entry> sent, Duration patience) throws SQLException {
    Instant begun = clock.instant();
    Map<String, List<RawCopy>> raw = new HashMap<>();
    topics.read(rawTopics(), record -> keep(raw, record));
    Window window = Window.at(begun, Set.copyOf(raw.keySet()));
    raw.keySet().removeIf(id -> !window.judges(id));
    Map<TopicPartition, Long> replays = replays();
    if (!Settling.await(clients, patience)) {
      return Optional.empty();
    }
    List<Ledger.Entry> promises =
        sent.stream().filter(entry -> window.retains(String.valueOf(entry.deliveryId()))).toList();
    List<Verdict.Equation> equations =
        new ArrayList<>(Judge.judge(promises, evidence(raw, window)).equations());
    equations.add(new Searches(clients).judge(clock.instant()));
    Verdict verdict = new Verdict(equations);
    // A replay that came meanwhile is half way: of a delivery that is judged it may have written
    // one topic after that was read, and another before.
    return replays().equals(replays) ? Optional.of(verdict) : Optional.empty();
  }

  /**
   * Sources that the database knows and the settings do not: what the file said of them once may
   * still be in force in the views, and is not known here.
   *
   * @throws SQLException if the database cannot be asked
   */
  public Set<String> unknownSources() throws SQLException {
    Set<String> unknown = jdbcUrl == null ? new TreeSet<>() : Views.sources(jdbcUrl);
    settings.sources().forEach(known -> unknown.remove(known.source()));
    return unknown;
  }

  /** How far the replay lane reaches. */
  private Map<TopicPartition, Long> replays() {
    try (Admin admin = Admin.create(clients.common())) {
      return Lag.ends(admin, List.of(Topics.REPLAY.name()));
    }
  }

  private Evidence evidence(Map<String, List<RawCopy>> raw, Window window) throws SQLException {
    if (jdbcUrl == null) {
      Canonical canonical = Canonical.read(topics, false);
      return evidence(raw, window, canonical, null);
    }
    // The views first: what they show then stands on the topics when those are read.
    try (Views views = Views.open(jdbcUrl)) {
      Canonical canonical = Canonical.read(topics, true);
      Comparison rows =
          Comparison.of(
              canonical.bodies(),
              canonical.manifests(),
              settings,
              window::judges,
              window.from(),
              views);
      return evidence(raw, window, canonical, views.tables(window::judges, rows));
    }
  }

  private Evidence evidence(
      Map<String, List<RawCopy>> raw,
      Window window,
      Canonical canonical,
      Evidence.@Nullable Tables tables) {
    Map<ElementOf, Integer> dead = new HashMap<>();
    topics.read(
        List.of(Topics.DEAD_NORMALIZER.name()),
        record -> {
          ElementOf element = element(record);
          if (window.judges(element.deliveryId())) {
            dead.merge(element, 1, Integer::sum);
          }
        });
    Map<EventCopy, Integer> events = new HashMap<>(canonical.events());
    events.keySet().removeIf(copy -> !window.judges(copy.deliveryId()));
    return new Evidence(
        raw,
        canonical.manifests().stream().filter(m -> window.judges(m.deliveryId())).toList(),
        events,
        canonical.unshown(),
        dead,
        tables);
  }

  private List<String> rawTopics() {
    try (Admin admin = Admin.create(clients.common())) {
      return RawTopics.of(admin);
    }
  }

  private static void keep(Map<String, List<RawCopy>> raw, ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = HeaderMaps.read(record.headers());
    raw.computeIfAbsent(headers.getOrDefault("delivery_id", ""), id -> new ArrayList<>(1))
        .add(
            new RawCopy(
                headers.getOrDefault("source", ""),
                Ledger.sha256(record.value()),
                headers.get("proof")));
  }

  private static ElementOf element(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = HeaderMaps.read(record.headers());
    return new ElementOf(
        headers.getOrDefault("delivery_id", ""),
        headers.getOrDefault("replay_id", ""),
        Integer.parseInt(headers.getOrDefault("delivery_index", "0")));
  }
}
