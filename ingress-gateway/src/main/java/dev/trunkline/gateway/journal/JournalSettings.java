package dev.trunkline.gateway.journal;

import java.nio.file.Path;
import org.springframework.util.unit.DataSize;

/**
 * Where the journal is and how large it may grow.
 *
 * @param folder made where it is missing; of one gateway alone
 * @param room most bytes of entries that are kept; more is refused until Kafka has taken some
 * @param reserve bytes of the disk that are left free
 */
public record JournalSettings(Path folder, DataSize room, DataSize reserve) {

  /** Refuses what cannot work, naming the property. */
  public JournalSettings {
    if (room.toBytes() < 1024 * 1024) {
      throw new IllegalArgumentException(
          "trunkline.gateway.journal.room is less than 1MB: " + room);
    }
    if (reserve.isNegative()) {
      throw new IllegalArgumentException(
          "trunkline.gateway.journal.reserve is negative: " + reserve);
    }
  }

  /** The defaults, in this folder. */
  public static JournalSettings in(Path folder) {
    return new JournalSettings(folder, DataSize.ofGigabytes(4), DataSize.ofMegabytes(256));
  }
}
