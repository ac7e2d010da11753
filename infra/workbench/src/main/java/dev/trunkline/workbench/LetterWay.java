package dev.trunkline.workbench;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Topics;
import dev.trunkline.store.Letter;
import java.util.Arrays;

/** How a letter is tried again. A letter's word is not taken for where anything may be written. */
enum LetterWay {
  /** Its delivery is read again. */
  REPLAY,
  /** What it tells is written into the tables. */
  WRITE,
  /** Its delivery is put into the payload archive. */
  ARCHIVE,
  /** Its record is put back where it came from. */
  PUT_BACK,
  /** Not at all: nothing of ours says what it is, or what it was about goes on without it. */
  NONE;

  static LetterWay of(Letter letter) {
    String topic = LetterOrigin.of(letter.origin()).map(LetterOrigin::topic).orElse("");
    return switch (letter.cause().stage()) {
      case "normalizer" -> letter.deliveryId() == null ? NONE : REPLAY;
      case "writer" -> ofWriter(topic);
      case "recordings" -> topic.equals(Topics.RECORDINGS_WANTED.name()) ? PUT_BACK : NONE;
      default -> NONE;
    };
  }

  private static LetterWay ofWriter(String topic) {
    if (Topics.RAW.matcher(topic).matches()) {
      return ARCHIVE;
    }
    return topic.equals(Topics.FATES.name())
            || topic.equals(Topics.RECONCILED.name())
            || Arrays.stream(EventKind.values()).anyMatch(kind -> kind.topic().equals(topic))
        ? WRITE
        : NONE;
  }
}
