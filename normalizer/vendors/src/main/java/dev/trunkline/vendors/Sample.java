package dev.trunkline.vendors;

import dev.trunkline.canonical.Delivery;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A story of a vendor: a request and what it means. Golden test, console button, load template and
 * documentation in one.
 *
 * @param vendor whose story it is
 * @param name of its file, without the ending
 * @param story one sentence for people
 * @param door it comes through
 * @param pulled whether we fetched it, rather than the vendor posting it
 * @param method HTTP method
 * @param contentType as sent, or null
 * @param query raw query string, or null
 * @param body exact bytes; not copied, treat as read-only
 * @param zone the source's zone that the meaning holds for, or null
 * @param region the source's region that the meaning holds for, or null
 * @param fields the source's own field names that the meaning holds for
 * @param means what must come out; only what is stated must hold
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record Sample(
    String vendor,
    String name,
    String story,
    String door,
    boolean pulled,
    String method,
    @Nullable String contentType,
    @Nullable String query,
    byte[] body,
    @Nullable ZoneId zone,
    @Nullable String region,
    Map<String, List<String>> fields,
    Means means) {

  /** Copies the map. */
  public Sample {
    fields = Map.copyOf(fields);
  }

  /** A source that the meaning holds for, without a proof. */
  public Source source() {
    return new Source(
        vendor,
        vendor,
        zone,
        region,
        List.of(new Proof.None()),
        Map.of(),
        Set.of(),
        null,
        fields,
        List.of());
  }

  /** The story as a delivery of a source. */
  public Delivery delivery(String deliveryId, String source, Instant receivedAt) {
    return new Delivery(
        deliveryId,
        source,
        vendor,
        door,
        receivedAt,
        method,
        query,
        contentType,
        "192.0.2.1",
        pulled ? "pulled" : "none",
        null,
        Map.of(),
        null,
        body);
  }

  /**
   * What must come out.
   *
   * @param events fields by wire name of each event, in order, as the wire writes them; a null
   *     field must be absent
   * @param ignored reasons of the ignored elements; an empty reason stands for any
   * @param rejected reasons of the rejected elements; an empty reason stands for any
   * @param not what no event may say
   */
  public record Means(
      List<Map<String, @Nullable Object>> events,
      List<String> ignored,
      List<String> rejected,
      Map<String, Object> not) {

    /** Copies the lists. */
    public Means {
      events = List.copyOf(events);
      ignored = List.copyOf(ignored);
      rejected = List.copyOf(rejected);
      not = Map.copyOf(not);
    }
  }
}
