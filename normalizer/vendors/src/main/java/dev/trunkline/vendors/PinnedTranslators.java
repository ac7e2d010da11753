package dev.trunkline.vendors;

/**
 * Gives the translator of exactly one definition, in force or not: a replay says which definition
 * is to read its deliveries. Thread-safe.
 */
@FunctionalInterface
public interface PinnedTranslators {

  /**
   * What reads this source's deliveries by this definition and no other.
   *
   * @param definitionHash as it stands on events and manifests
   * @throws RuntimeException if it cannot be had now; without it nothing can be said of a delivery
   */
  Translator translator(String definitionHash, String source);
}
