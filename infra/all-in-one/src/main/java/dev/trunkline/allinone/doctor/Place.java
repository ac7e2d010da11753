package dev.trunkline.allinone.doctor;

import java.util.Locale;

/** What a doctor looks at. */
enum Place {
  MACHINE,
  DATA,
  SOURCES,
  KAFKA,
  POSTGRES,
  GATEWAY,
  NETWORK;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
