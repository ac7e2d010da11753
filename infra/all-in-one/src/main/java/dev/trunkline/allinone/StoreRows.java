package dev.trunkline.allinone;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.gateway.pull.KnownRows;
import dev.trunkline.store.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What the pull side compares vendors' lists with: the store beside it. */
record StoreRows(Store store) implements KnownRows {

  @Override
  public Map<String, List<ObjectNode>> callStatements(Collection<String> callIds) {
    return store.callStatements(callIds);
  }

  @Override
  public Map<String, ObjectNode> calls(Collection<String> callIds) {
    return by("call_id", store.calls(List.copyOf(callIds)));
  }

  @Override
  public List<String> callsBetween(String source, Instant from, Instant to) {
    return store.callsBetween(source, from, to);
  }

  @Override
  public Map<String, List<ObjectNode>> leadStatements(
      String source, Collection<String> vendorLeadIds) {
    return store.leadStatements(source, vendorLeadIds);
  }

  @Override
  public Map<String, ObjectNode> leads(String source, Collection<String> vendorLeadIds) {
    return by("vendor_lead_id", store.leadSources(source, vendorLeadIds));
  }

  @Override
  public Set<String> keptAway(Collection<CanonicalEvent> events) {
    return store.keptAway(events);
  }

  private static Map<String, ObjectNode> by(String key, List<ObjectNode> rows) {
    Map<String, ObjectNode> byKey = new HashMap<>();
    rows.forEach(row -> byKey.put(row.path(key).asString(""), row));
    return byKey;
  }
}
