package dev.trunkline.vendors;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of its calls' recordings. No event changes with it.
 *
 * @param secret the credential of the vendor's API and links; null: none is configured
 * @param api another base for the vendor's API, scheme, host, port and a path that goes before the
 *     vendor's; null: as the definition says
 * @param store whether the audio is stored; null: as the installation does
 * @param enabled whether recordings are looked for at all
 */
public record RecordingSettings(
    @Nullable Secret secret, @Nullable URI api, @Nullable Boolean store, boolean enabled) {

  /** What holds where a source says nothing. */
  public static final RecordingSettings USUAL = new RecordingSettings(null, null, null, true);
}
