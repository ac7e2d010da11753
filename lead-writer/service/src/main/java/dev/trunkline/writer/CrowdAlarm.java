package dev.trunkline.writer;

import dev.trunkline.store.Crowd;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a lead is most likely many persons. Thread-safe. */
final class CrowdAlarm implements Consumer<Crowd> {

  private static final Logger LOG = LoggerFactory.getLogger(CrowdAlarm.class);

  /** Leads that are named in the log; the counter counts the rest, too. */
  private static final int NAMED = 1_000;

  private final Set<String> named = ConcurrentHashMap.newKeySet();
  private final Counter writes;

  CrowdAlarm(MeterRegistry meters) {
    this.writes = meters.counter("trunkline.writer.crowds");
  }

  @Override
  public void accept(Crowd crowd) {
    writes.increment();
    if (named.size() < NAMED && named.add(crowd.leadId())) {
      LOG.atWarn()
          .addKeyValue("lead_id", crowd.leadId())
          .addKeyValue("events", crowd.events())
          .log(
              "More events tell of this lead than of any one person; is its number or id shared?"
                  + " List it under own_numbers or shared_phones");
    }
  }
}
