package dev.trunkline.gateway.pull;

import dev.trunkline.canonical.CanonicalEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our own rows, to compare vendors' lists with. Where a gateway has no database there is none, and
 * nothing is compared.
 */
public interface KnownRows {

  /** The live events of these calls, as published, by {@code call_id}; the unknown are left out. */
  Map<String, List<ObjectNode>> callStatements(Collection<String> callIds);

  /** Rows of {@code analytics.calls}, by {@code call_id}. */
  Map<String, ObjectNode> calls(Collection<String> callIds);

  /** Ids of a source's calls that began in {@code [from, to)}, tests excluded. */
  List<String> callsBetween(String source, Instant from, Instant to);

  /** The live lead events with these ids of the vendor's, as published, by that id. */
  Map<String, List<ObjectNode>> leadStatements(String source, Collection<String> vendorLeadIds);

  /** Rows of {@code analytics.lead_sources}, by the vendor's id of the lead. */
  Map<String, ObjectNode> leads(String source, Collection<String> vendorLeadIds);

  /** {@code event_id} of those of these that tell of an erased person: no row is to have them. */
  Set<String> keptAway(Collection<CanonicalEvent> events);
}
