package dev.trunkline.recordings.audio;

/** The kinds of audio that are kept, the likeliest first. */
public enum AudioType implements Finding {
  MP3("audio/mpeg", "mp3"),
  WAVE("audio/wav", "wav"),
  OGG("audio/ogg", "ogg"),
  MP4("audio/mp4", "m4a"),
  WEBM("audio/webm", "webm"),
  AAC("audio/aac", "aac"),
  AMR("audio/AMR", "amr"),
  AMR_WB("audio/AMR-WB", "awb"),
  FLAC("audio/flac", "flac"),
  AU("audio/basic", "au"),
  MATROSKA("audio/x-matroska", "mka"),
  CAF("audio/x-caf", "caf");

  private final String mediaType;
  private final String extension;

  AudioType(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /** For {@code Content-Type}. */
  public String mediaType() {
    return mediaType;
  }

  /** Of the file's name, without a dot. */
  public String extension() {
    return extension;
  }
}
