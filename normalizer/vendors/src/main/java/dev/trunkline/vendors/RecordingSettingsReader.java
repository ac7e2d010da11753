package dev.trunkline.vendors;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a source says of recordings. */
final class RecordingSettingsReader {

  private static final Set<String> KEYS = Set.of("secret", "api", "store", "enabled");

  private RecordingSettingsReader() {}

  /**
   * What a source says.
   *
   * @param at the block, for messages
   * @param vendor what the source's vendor says of recordings
   * @throws Refused naming the key, never a value of a secret
   */
  static RecordingSettings read(
      At at, JsonNode block, RecordingsSpec vendor, @Nullable Secret secret) {
    SourcesReader.known(at, block, KEYS);
    if (secret != null && !vendor.needsSecret()) {
      throw at.refused("secret", "the vendor's definition needs none");
    }
    if (secret != null && vendor.isBasic() && secret.value().indexOf(':') < 1) {
      throw at.refused("secret", "must be a user, a colon and a password");
    }
    String api = SourcesReader.text(at, block, "api");
    if (api != null && vendor.api() == null) {
      throw at.refused("api", "the vendor's definition has none");
    }
    Boolean enabled = SourcesReader.flag(at, block, "enabled");
    return new RecordingSettings(
        secret,
        api == null ? null : ApiBase.read(at, api),
        SourcesReader.flag(at, block, "store"),
        enabled == null || enabled);
  }
}
