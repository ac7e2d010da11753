package dev.trunkline.vendors;

/**
 * Gives the translator in force. Asked for each delivery, so that a new definition counts from the
 * next one on. Thread-safe.
 */
@FunctionalInterface
public interface CurrentTranslator {

  /** The translator in force at this moment. */
  Translator translator();
}
