package dev.trunkline.allinone;

import dev.trunkline.gateway.journal.KeptEntries;
import dev.trunkline.load.Journal;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BiConsumer;

/** The journal of an installation's gateway, as the audit wants it. */
record GatewayJournal(Path folder) implements Journal {

  /** Its folder's name in the data folder. */
  static final String NAME = "journal";

  static Journal of(Path data) {
    return new GatewayJournal(data.resolve(NAME));
  }

  @Override
  public void entries(BiConsumer<String, String> visitor) {
    KeptEntries.each(folder, entry -> visitor.accept(entry.key(), sha256(entry.body())));
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
