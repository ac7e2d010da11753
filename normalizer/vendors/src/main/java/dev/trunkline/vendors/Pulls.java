package dev.trunkline.vendors;

import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How one source's vendor is asked for its history. Pure: it sends nothing. Made of the definitions
 * in force for each use. Thread-safe.
 */
public final class Pulls {

  private final Source source;
  private final VendorDefinition definition;
  private final PullSpec spec;

  private Pulls(Source source, VendorDefinition definition, PullSpec spec) {
    this.source = source;
    this.definition = definition;
    this.spec = spec;
  }

  /**
   * A source's history, by what is in force.
   *
   * @return null if the source is not configured, or its vendor's history cannot be listed
   */
  public static @Nullable Pulls of(Definitions definitions, String source) {
    Source configured = definitions.sources().find(source);
    return configured == null
        ? null
        : of(configured, definitions.vendors().get(configured.vendor()));
  }

  /** A source's history by its vendor's definition; null if it cannot be listed. */
  static @Nullable Pulls of(Source source, VendorDefinition definition) {
    PullSpec spec = definition.spec().pull();
    return spec == null ? null : new Pulls(source, definition, spec);
  }

  /** The vendor that is asked. */
  public String vendor() {
    return definition.vendor();
  }

  /** The source whose history it is. */
  public String source() {
    return source.id();
  }

  /** Whether the vendor can be asked: the source says what is needed, and lets it be. */
  public boolean configured() {
    return unavailable() == null;
  }

  /** Why the vendor cannot be asked, naming keys and never a value; null: it can be. */
  public @Nullable String unavailable() {
    PullSettings settings = source.pull();
    String where = "source " + source.id() + ": pull";
    if (!settings.configured()) {
      return where + " is not configured";
    }
    if (!settings.enabled()) {
      return where + ": enabled is false";
    }
    for (String name : spec.secrets().keySet()) {
      if (!settings.secrets().containsKey(name)) {
        return where + ": secret " + name + " is not configured";
      }
    }
    for (String name : spec.settings()) {
      if (!settings.settings().containsKey(name)) {
        return where + ": settings." + name + " is not configured";
      }
    }
    return null;
  }

  /** Names of all APIs, in the definition's order. */
  public List<String> names() {
    return definition.apiNames();
  }

  /** Names of those that are polled for this source; empty if it is not {@link #configured()}. */
  public List<String> polled() {
    List<String> chosen = source.pull().apis();
    return names().stream()
        .filter(name -> configured())
        .filter(name -> chosen == null ? api(name).polled() : chosen.contains(name))
        .toList();
  }

  /** Whether the vendor's lists are compared with our rows every night. */
  public boolean reconciles() {
    return configured() && source.pull().reconcile();
  }

  /** One API; null if the definition has none of that name. */
  public @Nullable History history(String name) {
    PullSpec.Api api = spec.apis().get(name);
    return api == null ? null : new History(name, api, this);
  }

  /**
   * The only hosts that ever get the source's credentials, lower case: those that the definition
   * names, and that of the source's own base.
   */
  public Set<String> hosts() {
    URI base = source.pull().api();
    Set<String> hosts = new TreeSet<>(spec.hosts());
    if (base != null) {
      hosts.add(base.getHost().toLowerCase(Locale.ROOT));
    }
    return hosts;
  }

  /** Whether a parameter of a URL or a form is a secret, whatever its case: for logs. */
  public boolean isSecretParameter(String name) {
    return definition.spec().secretParameters().contains(name.toLowerCase(Locale.ROOT));
  }

  /** How often the vendor may be asked, all APIs together. */
  public Rate rate() {
    return spec.rate();
  }

  /** Paths of the operators' doors that the vendor's guide has; empty if it has none. */
  public Map<SyncRange, String> syncDoors() {
    return spec.sync();
  }

  /** The source's zone: of times that carry none, and of "today". */
  public ZoneId zone() {
    ZoneId zone = definition.zone(source);
    return zone == null ? ZoneOffset.UTC : zone;
  }

  Source configuredSource() {
    return source;
  }

  VendorDefinition definition() {
    return definition;
  }

  PullSpec spec() {
    return spec;
  }

  private PullSpec.Api api(String name) {
    PullSpec.Api api = spec.apis().get(name);
    if (api == null) {
      throw new IllegalArgumentException("no API " + name);
    }
    return api;
  }
}
