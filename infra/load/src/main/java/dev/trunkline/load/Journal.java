package dev.trunkline.load;

import java.util.function.BiConsumer;

/** What a gateway has acknowledged and not forwarded to Kafka yet. */
public interface Journal {

  /** There is none. */
  Journal NONE = visitor -> {};

  /**
   * Gives the delivery id and the SHA-256 of the body, in hex, of every entry that is kept. Asked
   * before the topics are read: an entry that is forwarded meanwhile is met there.
   */
  void entries(BiConsumer<String, String> visitor);
}
