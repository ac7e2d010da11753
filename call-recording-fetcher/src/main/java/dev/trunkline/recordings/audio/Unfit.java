package dev.trunkline.recordings.audio;

/** Why bytes are not kept as a recording. */
public enum Unfit implements Finding {
  EMPTY("empty"),
  TOO_SMALL("too small"),
  TOO_LARGE("too large"),
  TRUNCATED("truncated"),
  HTML("HTML page instead of audio"),
  JSON("JSON instead of audio"),
  XML("XML instead of audio"),
  TEXT("text instead of audio"),
  PICTURE("picture instead of audio"),
  ARCHIVE("archive instead of audio"),
  DOCUMENT("document instead of audio"),
  UNKNOWN("unknown format");

  private final String text;

  Unfit(String text) {
    this.text = text;
  }

  /** The cause in words; says nothing of the bytes. */
  public String text() {
    return text;
  }
}
