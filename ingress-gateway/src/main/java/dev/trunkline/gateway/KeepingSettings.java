package dev.trunkline.gateway;

import dev.trunkline.gateway.journal.JournalSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where deliveries are kept before they are acknowledged.
 *
 * @param durability what an acknowledgement is worth: {@code replicated} (several brokers have it)
 *     or {@code single-node} (this machine's disk has it)
 * @param folder of the journal, on a disk that a power cut leaves whole; null: there is no journal,
 *     and without Kafka vendors are told 503
 * @param room most bytes of the journal, 1 MB or more
 * @param reserve bytes of its disk that are left free
 */
@ConfigurationProperties("trunkline.gateway.journal")
public record KeepingSettings(
    @DefaultValue("replicated") Durability durability,
    @Nullable Path folder,
    @DefaultValue("4GB") DataSize room,
    @DefaultValue("256MB") DataSize reserve) {

  /** Refuses what cannot work, naming the property. */
  public KeepingSettings {
    if (folder == null && durability == Durability.SINGLE_NODE) {
      throw new IllegalArgumentException(
          "trunkline.gateway.journal.folder is missing: durability single-node needs a journal");
    }
    if (folder != null) {
      var unused = new JournalSettings(folder, room, reserve);
    }
  }

  /** The journal; null where there is none. */
  @Nullable JournalSettings journal() {
    return folder == null ? null : new JournalSettings(folder, room, reserve);
  }
}
