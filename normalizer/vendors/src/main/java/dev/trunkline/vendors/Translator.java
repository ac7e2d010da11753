package dev.trunkline.vendors;

import dev.trunkline.canonical.Delivery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what deliveries mean: the one entry of the engine. A pure function of the delivery, the
 * definitions and the sources: no clock, no randomness, no network. Thread-safe.
 */
public final class Translator {

  private final Map<String, SourceTranslator> bySource;

  private Translator(Map<String, SourceTranslator> bySource) {
    this.bySource = bySource;
  }

  /**
   * A translator of these sources' deliveries.
   *
   * @throws Refused if a source's vendor is unknown or its mapping does not compile
   */
  public static Translator of(Vendors vendors, List<Source> sources) {
    Map<String, SourceTranslator> bySource = new LinkedHashMap<>();
    for (Source source : sources) {
      bySource.put(source.id(), new SourceTranslator(source, vendors.get(source.vendor())));
    }
    return new Translator(bySource);
  }

  /**
   * A translator of one source's deliveries by an archived definition. Sources of the same settings
   * share one, so the source is named anew.
   *
   * @throws Refused if the mapping does not compile
   */
  static Translator of(ArchivedDefinition archived, String source) {
    Source shared = archived.source();
    Source named =
        new Source(
            source,
            shared.vendor(),
            shared.zone(),
            shared.region(),
            shared.proofs(),
            shared.paths(),
            shared.closedDoors(),
            shared.rate(),
            shared.fields(),
            shared.ownNumbers());
    return new Translator(Map.of(source, new SourceTranslator(named, archived.definition())));
  }

  /**
   * What a delivery means: every element exactly once, in its order. Never throws for what a
   * delivery holds: what cannot be read is rejected with its reason. Of a source that is not
   * configured the whole body is one rejected element.
   */
  public Translation translate(Delivery delivery) {
    SourceTranslator translator = bySource.get(delivery.source());
    return translator == null ? notConfigured(delivery) : translator.translate(delivery);
  }

  /**
   * What a delivery means, and why: slower than {@link #translate}, with the same answer. It holds
   * values of the payload, for the eyes of whoever may see that.
   */
  public Explained explain(Delivery delivery) {
    SourceTranslator translator = bySource.get(delivery.source());
    return translator == null
        ? new Trace().explained(notConfigured(delivery))
        : translator.explain(delivery);
  }

  /** What reads a source's deliveries; null if the source is not configured. */
  @Nullable SourceTranslator of(String source) {
    return bySource.get(source);
  }

  private static Translation notConfigured(Delivery delivery) {
    return new Translation(
        null,
        List.of(
            new Translation.Element.Rejected(
                "source " + delivery.source() + " is not configured", delivery.body())));
  }
}
