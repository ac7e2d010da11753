package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Keeps recordings by their SHA-256. Two equal recordings are one; a vendor's file name is never
 * used. Every {@link IOException} means the store, not the recording: the caller tries again later.
 */
public interface AudioStore extends AutoCloseable {

  /**
   * Begins a recording that nobody sees before it is kept.
   *
   * @throws NoRoom if the disk's reserve would be touched
   * @throws IOException if there is no writing
   */
  Incoming begin() throws IOException;

  /**
   * Whether a recording is kept.
   *
   * @param sha256 64 lower-case hex digits
   * @throws IOException if the store does not tell
   */
  boolean has(String sha256) throws IOException;

  /**
   * Opens a kept recording; the caller closes it.
   *
   * @param sha256 64 lower-case hex digits
   * @return empty if there is none
   * @throws IOException if the store does not tell
   */
  Optional<InputStream> open(String sha256) throws IOException;

  @Override
  void close();
}
