package dev.trunkline.store;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.Manifest;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that a batch tells about, with its latest manifest of the batch.
 *
 * @param deliveryId lower case
 * @param replayId the manifest's processing; {@link EventLog#LIVE} without one
 * @param elements the manifest's elements; null where only events came so far
 */
record Claim(
    String deliveryId,
    String replayId,
    String source,
    String receivedAt,
    @Nullable String definitionHash,
    @Nullable List<Manifest.Element> elements) {

  private static final Comparator<Claim> LATER =
      Comparator.comparing((Claim claim) -> claim.elements() != null)
          .thenComparing(Claim::replayId)
          .thenComparing(claim -> claim.definitionHash() == null ? "" : claim.definitionHash());

  /** One claim for each delivery of the batch. */
  static Collection<Claim> of(Batch batch) {
    Map<String, Claim> claims = new TreeMap<>();
    batch.events().forEach(told -> add(claims, of(told.event())));
    batch.manifests().forEach(manifest -> add(claims, of(manifest)));
    return claims.values();
  }

  private static void add(Map<String, Claim> claims, Claim claim) {
    claims.merge(claim.deliveryId(), claim, (a, b) -> LATER.compare(a, b) >= 0 ? a : b);
  }

  private static Claim of(CanonicalEvent event) {
    return new Claim(
        event.deliveryId().toLowerCase(Locale.ROOT),
        EventLog.LIVE,
        event.source(),
        LoggedEvent.micros(event.receivedAt()).toString(),
        null,
        null);
  }

  private static Claim of(Manifest manifest) {
    String replayId = manifest.replayId();
    return new Claim(
        manifest.deliveryId().toLowerCase(Locale.ROOT),
        replayId == null ? EventLog.LIVE : replayId.toLowerCase(Locale.ROOT),
        manifest.source(),
        LoggedEvent.micros(manifest.receivedAt()).toString(),
        manifest.definitionHash(),
        manifest.elements());
  }

  /** The elements as JSON. */
  @Nullable String json() {
    return elements == null ? null : EventJson.mapper().writeValueAsString(elements);
  }
}
