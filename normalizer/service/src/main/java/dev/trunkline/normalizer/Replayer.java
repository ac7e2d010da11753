package dev.trunkline.normalizer;

import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.plumbing.failure.Failure;
import dev.trunkline.plumbing.failure.KnownFailure;
import dev.trunkline.plumbing.failure.Verdict;
import dev.trunkline.vendors.PinnedTranslators;
import dev.trunkline.vendors.Translator;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one record of the replay lane becomes: read by exactly the definition that it names,
 * whatever is in force now.
 */
final class Replayer {

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private final PinnedTranslators translators;

  Replayer(PinnedTranslators translators) {
    this.translators = translators;
  }

  /**
   * The records that one record of the lane becomes; never empty.
   *
   * @throws DefinitionAway if its definition cannot be had: a manifest that says so would take away
   *     the rows that the delivery has
   */
  Normalizer.Normalized replay(ConsumerRecord<String, byte[]> raw) {
    Map<String, String> headers = HeaderMaps.read(raw.headers());
    String source = headers.get("source");
    String hash = headers.get("definition_hash");
    String fault = fault(headers);
    if (fault != null || source == null || hash == null) {
      return Normalizer.unaccountable(raw, String.valueOf(fault));
    }
    return new Normalizer(translator(hash, source)::translate).normalize(raw);
  }

  private Translator translator(String hash, String source) {
    try {
      return translators.translator(hash, source);
    } catch (RuntimeException e) {
      throw new DefinitionAway(hash, source, e);
    }
  }

  /** Without these a record would be read as the live one, or by what happens to be in force. */
  private static @Nullable String fault(Map<String, String> headers) {
    for (String name : new String[] {"source", "replay_id", "definition_hash"}) {
      if (headers.getOrDefault(name, "").isEmpty()) {
        return "header " + name + " is missing";
      }
    }
    return ID.matcher(headers.getOrDefault("replay_id", "")).matches()
        ? null
        : "header replay_id is no UUIDv7 in lower case";
  }

  /** A definition that a replay asks for cannot be had. */
  static final class DefinitionAway extends RuntimeException implements KnownFailure {

    private static final long serialVersionUID = 1L;

    DefinitionAway(String hash, String source, RuntimeException cause) {
      super(
          "definition %s, which is to read a replay of source %s, cannot be had: %s"
              .formatted(
                  hash,
                  source,
                  cause.getMessage() == null
                      ? cause.getClass().getSimpleName()
                      : cause.getMessage()),
          cause);
    }

    @Override
    public Failure failure() {
      return new Failure(
          Verdict.PAUSE, "DefinitionAway", "a definition that a replay names cannot be had");
    }
  }
}
