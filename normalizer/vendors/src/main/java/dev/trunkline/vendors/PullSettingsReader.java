package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a source says of pulling. */
final class PullSettingsReader {

  private static final Set<String> KEYS =
      Set.of(
          "secret", "secrets", "api", "settings", "every", "apis", "enabled", "reconcile", "sync");
  private static final Pattern EVERY = Pattern.compile("[1-9][0-9]{0,4}[smh]");
  private static final Duration LEAST = Duration.ofSeconds(5);
  private static final Duration MOST = Duration.ofHours(24);

  private final At at;
  private final PullSpec vendor;
  private final BiFunction<String, String, Secret> resolved;

  /**
   * A reader of one source's block.
   *
   * @param at the block, for messages
   * @param vendor what the source's vendor says of pulling
   * @param resolved gives the secret that is written so under a key
   */
  PullSettingsReader(At at, PullSpec vendor, BiFunction<String, String, Secret> resolved) {
    this.at = at;
    this.vendor = vendor;
    this.resolved = resolved;
  }

  /**
   * What a source says.
   *
   * @throws Refused naming the key, never a value of a secret
   */
  PullSettings read(JsonNode block) {
    SourcesReader.known(at, block, KEYS);
    Boolean enabled = SourcesReader.flag(at, block, "enabled");
    boolean isOn = enabled == null || enabled;
    Boolean reconcile = SourcesReader.flag(at, block, "reconcile");
    Boolean sync = SourcesReader.flag(at, block, "sync");
    if (sync != null && vendor.sync().isEmpty()) {
      throw at.refused("sync", "the vendor's definition has no such doors");
    }
    String api = SourcesReader.text(at, block, "api");
    return new PullSettings(
        true,
        secrets(block, isOn),
        settings(block, isOn),
        api == null ? null : base(api),
        every(block),
        apis(block),
        isOn,
        reconcile == null || reconcile,
        sync == null || sync);
  }

  private URI base(String written) {
    return ApiBase.read(at, written);
  }

  private Map<String, Secret> secrets(JsonNode block, boolean needed) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    String only = SourcesReader.text(at, block, "secret");
    Set<String> names = vendor.secrets().keySet();
    if (only != null) {
      if (names.size() != 1 || block.has("secrets")) {
        throw at.refused(
            "secret",
            names.isEmpty()
                ? "the vendor's definition needs none"
                : "is for a vendor that needs one; say secrets: " + String.join(", ", names));
      }
      String name = names.iterator().next();
      secrets.put(name, secret("secret", name, only));
    }
    for (Map.Entry<String, JsonNode> entry :
        SourcesReader.object(at, "secrets", block).properties()) {
      String name = entry.getKey();
      if (!names.contains(name)) {
        throw at.refused("secrets." + name, "is no secret of the vendor's definition");
      }
      if (!entry.getValue().isString()) {
        throw at.refused("secrets." + name, "must be a text");
      }
      secrets.put(name, secret("secrets." + name, name, entry.getValue().asString()));
    }
    for (String name : names) {
      if (needed && !secrets.containsKey(name)) {
        throw at.refused(names.size() == 1 ? "secret" : "secrets." + name, "is missing");
      }
    }
    return secrets;
  }

  private Secret secret(String key, String name, String written) {
    Secret secret = resolved.apply(key, written);
    if (vendor.secrets().get(name) instanceof Credential.Basic && secret.value().indexOf(':') < 1) {
      throw at.refused(key, "must be a user, a colon and a password");
    }
    return secret;
  }

  private Map<String, String> settings(JsonNode block, boolean needed) {
    Map<String, String> settings = new LinkedHashMap<>();
    JsonNode node = SourcesReader.object(at, "settings", block);
    for (String name : node.propertyNames()) {
      if (!vendor.settings().contains(name)) {
        throw at.refused("settings." + name, "is no setting of the vendor's definition");
      }
      String value = SourcesReader.text(new At(at.where() + "settings."), node, name);
      if (value == null || value.isBlank()) {
        throw at.refused("settings." + name, "is empty");
      }
      settings.put(name, value);
    }
    for (String name : vendor.settings()) {
      if (needed && !settings.containsKey(name)) {
        throw at.refused("settings." + name, "is missing");
      }
    }
    return settings;
  }

  private @Nullable Duration every(JsonNode block) {
    String written = SourcesReader.text(at, block, "every");
    if (written == null) {
      return null;
    }
    Duration every = EVERY.matches(written) ? ApiReader.span(written) : Duration.ZERO;
    if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
      throw at.refused("every", "must be like 30s or 5m, from 5s to 24h");
    }
    return every;
  }

  private @Nullable List<String> apis(JsonNode block) {
    if (!block.has("apis")) {
      return null;
    }
    List<String> apis = SourcesReader.strings(at, "apis", block.path("apis"));
    for (String api : apis) {
      if (!vendor.apis().containsKey(api)) {
        throw at.refused(
            "apis",
            "the vendor has no API "
                + api
                + "; there are: "
                + String.join(", ", vendor.apis().keySet()));
      }
    }
    return apis;
  }
}
