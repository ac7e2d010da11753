package dev.trunkline.allinone;

import dev.trunkline.gateway.Gateway;
import dev.trunkline.store.Counts;
import dev.trunkline.writer.WriterHealth;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The health page of the system that Convoso's guide describes, for monitors that look there: on
 * the private port, {@code GET /api/admin/health}.
 */
@RestController
class AdminHealth {

  /** Counting reads whole tables: a monitor's polls, and those of several, share one count. */
  private static final Duration STATS_AGE = Duration.ofSeconds(5);

  private final Gateway gateway;
  private final WriterHealth writer;
  private final SourceAlarms alarms;
  private final Recent<Map<String, Object>> stats;

  AdminHealth(Gateway gateway, WriterHealth writer, SourceAlarms alarms, Clock clock) {
    this.gateway = gateway;
    this.writer = writer;
    this.alarms = alarms;
    this.stats = new Recent<>(this::stats, STATS_AGE, clock);
  }

  /**
   * The guide's fields, more in {@code stats}, and how each source stands, up to a minute old.
   * {@code ok}: the database answers; {@code healthy}: and a delivery that came now would be kept.
   * 503 unless healthy. What the database says is up to five seconds old.
   */
  @GetMapping("/api/admin/health")
  ResponseEntity<Map<String, Object>> health() {
    Map<String, Object> stats = this.stats.get();
    boolean ok = !stats.isEmpty();
    boolean healthy = ok && gateway.health().healthy();
    WriterHealth.Pool pool = writer.pool();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("ok", ok);
    page.put("healthy", healthy);
    page.put(
        "pool",
        Map.of(
            "totalCount", pool.total(),
            "idleCount", pool.idle(),
            "waitingCount", pool.waiting()));
    page.put("stats", stats);
    page.put("sources", alarms.states());
    return ResponseEntity.status(healthy ? 200 : 503).body(page);
  }

  /** Empty where the database does not answer. */
  private Map<String, Object> stats() {
    try {
      Counts counts = writer.counts();
      Map<String, Object> stats = new LinkedHashMap<>();
      stats.put("calls", counts.calls());
      stats.put("agents", counts.agents());
      stats.put("events", counts.events());
      stats.put("leads", counts.leads());
      stats.put("deliveries", counts.deliveries());
      return stats;
    } catch (JdbiException e) {
      return Map.of();
    }
  }
}
