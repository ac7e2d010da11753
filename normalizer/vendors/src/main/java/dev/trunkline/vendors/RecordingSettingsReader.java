package dev.trunkline.vendors;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a source says of recordings. */
final class RecordingSettingsReader {

  private static final Set<String> KEYS = Set.of("secret", "api", "store", "enabled");
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

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
    Boolean enabled = flag(at, block, "enabled");
    return new RecordingSettings(
        secret,
        api == null ? null : base(at, api),
        flag(at, block, "store"),
        enabled == null || enabled);
  }

  /** Credentials go there: in the clear only where nobody else can listen. */
  private static URI base(At at, String written) {
    try {
      URI base = new URI(written);
      String host = base.getHost();
      boolean isSafe =
          "https".equals(base.getScheme())
              || ("http".equals(base.getScheme()) && THIS_MACHINE.contains(host));
      if (host == null || !isSafe) {
        throw at.refused("api", "must begin with https:// and a host");
      }
      if (base.getRawUserInfo() != null
          || base.getRawQuery() != null
          || base.getFragment() != null) {
        throw at.refused("api", "must have neither user nor query");
      }
      return base;
    } catch (URISyntaxException e) {
      throw at.refused("api", "is no URL");
    }
  }

  private static @Nullable Boolean flag(At at, JsonNode block, String key) {
    JsonNode value = block.get(key);
    if (value != null && !value.isBoolean()) {
      throw at.refused(key, "must be true or false");
    }
    return value == null ? null : (Boolean) value.asBoolean();
  }
}
