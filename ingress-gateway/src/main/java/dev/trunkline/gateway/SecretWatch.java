package dev.trunkline.gateway;

import dev.trunkline.gateway.ProofUse.SecretUse;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * When each secret last proved something at each door, so that an old one can be dropped. In memory
 * only: what was before the start, and before a secret was added, it does not know and does not
 * claim. Safe for all event loops.
 */
final class SecretWatch {

  private final MeterRegistry registry;
  private final Clock clock;
  private volatile Now now = new Now(List.of(), Map.of());

  /** What is asked for, and what is known of each secret of it. */
  private record Now(List<Asked> asked, Map<Key, Watched> watched) {}

  /** A secret at a door; the proof as a verdict names it, {@code hmac:KNOWRITHM_SECRET}. */
  private record Key(String source, String door, String proof) {
    static Key of(Door door, String proof) {
      return new Key(door.source(), door.name(), proof);
    }
  }

  /** A door's proof that goes by secrets. */
  private record Asked(Door door, Proof proof) {}

  /** What is known of a secret; the same name with another value is another one. */
  private record Watched(
      Secret secret, Instant since, AtomicReference<@Nullable Instant> last, Meter gauge) {}

  SecretWatch(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Watches the secrets of these doors and no others; what is known of those that stay is kept. */
  synchronized void watch(Collection<Door> doors) {
    Map<Key, Watched> before = now.watched();
    Map<Key, Watched> next = new HashMap<>();
    List<Asked> proofs = new ArrayList<>();
    for (Door door : doors) {
      for (Proof proof : door.proofs().stream().flatMap(one -> one.parts().stream()).toList()) {
        if (door.echo() || proof.all().isEmpty()) {
          continue; // nobody proves himself there
        }
        proofs.add(new Asked(door, proof));
        for (Secret secret : proof.all()) {
          Key key = Key.of(door, Fitting.name(proof, secret));
          next.computeIfAbsent(key, k -> watched(k, secret, before.get(k)));
        }
      }
    }
    now = new Now(proofs, next);
    before.forEach(
        (key, known) -> {
          if (!next.containsKey(key)) {
            registry.remove(known.gauge());
          }
        });
  }

  /**
   * Notes that a request was proven.
   *
   * @param proof as a verdict names it; one without a secret is not watched
   */
  void proven(Door door, String proof) {
    Watched known = now.watched().get(Key.of(door, proof));
    if (known != null) {
      known.last().set(clock.instant());
    }
  }

  /** How each secret was used, proof by proof. */
  List<ProofUse> uses() {
    Now seen = now;
    return seen.asked().stream()
        .map(
            one ->
                new ProofUse(
                    one.door().source(),
                    one.door().name(),
                    one.proof().kind(),
                    one.proof().all().stream()
                        .map(secret -> Key.of(one.door(), Fitting.name(one.proof(), secret)))
                        .map(seen.watched()::get)
                        .map(SecretWatch::use)
                        .toList()))
        .toList();
  }

  private static SecretUse use(Watched known) {
    return new SecretUse(
        known.secret().id(),
        known.secret().notBefore(),
        known.secret().notAfter(),
        known.since(),
        known.last().get());
  }

  private Watched watched(Key key, Secret secret, @Nullable Watched before) {
    if (before == null) {
      return new Watched(secret, clock.instant(), new AtomicReference<>(), gauge(key));
    }
    return before.secret().value().equals(secret.value())
        ? new Watched(secret, before.since(), before.last(), before.gauge())
        : new Watched(secret, clock.instant(), new AtomicReference<>(), before.gauge());
  }

  private Meter gauge(Key key) {
    return Gauge.builder("trunkline.gateway.secret.unused.seconds", this, w -> w.unused(key))
        .description("since a secret last proved something, or since that is watched")
        .tag("source", key.source())
        .tag("door", key.door())
        .tag("proof", key.proof())
        .register(registry);
  }

  private double unused(Key key) {
    Watched known = now.watched().get(key);
    if (known == null) {
      return Double.NaN;
    }
    Instant last = known.last().get();
    Duration unused = Duration.between(last == null ? known.since() : last, clock.instant());
    return unused.toMillis() / 1_000.0;
  }
}
