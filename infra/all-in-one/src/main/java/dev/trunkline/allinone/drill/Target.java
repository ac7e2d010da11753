package dev.trunkline.allinone.drill;

import java.util.List;
import java.util.Locale;

/** What a fault strikes: a process, the way to one, or all at once. */
enum Target {
  BROKER,
  POSTGRES,
  GATEWAY,
  NORMALIZER,
  WRITER,
  RECORDINGS,
  WAY_TO_GATEWAY,
  WAY_TO_BROKER,
  WAY_TO_POSTGRES,
  EVERYTHING;

  /** What the stages need before they start. */
  static final List<Target> SERVERS = List.of(BROKER, POSTGRES);

  static final List<Target> STAGES = List.of(GATEWAY, NORMALIZER, WRITER, RECORDINGS);

  static final List<Target> WAYS = List.of(WAY_TO_GATEWAY, WAY_TO_BROKER, WAY_TO_POSTGRES);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
