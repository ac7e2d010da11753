package dev.trunkline.allinone.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.ResourcePropertySource;

/** Settings as a start would find them, without one. */
public final class Effective {

  private static final String OPTION = "option";
  private static final String UP = "up";
  private static final String FILE = "application.properties";

  private final ConfigurableEnvironment environment;

  private Effective(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /**
   * The same order as at a start: options win, then what {@code up} decides, then system
   * properties, then the environment, then our own file.
   *
   * @param options of the command line
   * @param decided by {@code up} itself
   * @param variables of the environment
   */
  public static Effective of(
      Map<String, Object> options, Map<String, Object> decided, Map<String, String> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    MutablePropertySources sources = environment.getPropertySources();
    sources.addFirst(new MapPropertySource(UP, decided));
    sources.addFirst(new MapPropertySource(OPTION, options));
    sources.replace(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(variables)));
    try {
      sources.addLast(new ResourcePropertySource(FILE, "classpath:" + FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ConfigurationPropertySources.attach(environment);
    return new Effective(environment);
  }

  /** What is set of these, secrets named only. */
  public List<Setting> settings(Knobs knobs) {
    return knobs.all().stream().map(this::setting).toList();
  }

  /** What one of them is. */
  public Setting setting(Knob knob) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      String value = value(source, ConfigurationPropertyName.of(knob.key()));
      if (value != null) {
        return new Setting(knob.key(), shown(knob, value), origin(knob, source));
      }
    }
    return new Setting(knob.key(), knob.standard(), "default");
  }

  /** What a stage would have; the standard where nothing that fits is set. */
  public <T> T get(String key, Class<T> type, T standard) {
    try {
      return Binder.get(environment).bind(key, type).orElse(standard);
    } catch (BindException e) {
      return standard; // refused by a start; `config check` says so
    }
  }

  /** A list as a stage would have it. */
  public List<String> list(String key) {
    return Binder.get(environment).bind(key, Bindable.listOf(String.class)).orElse(List.of());
  }

  ConfigurableEnvironment environment() {
    return environment;
  }

  /** A list may be written in one value, or with an index for each. */
  private static @Nullable String value(
      ConfigurationPropertySource source, ConfigurationPropertyName name) {
    ConfigurationProperty whole = source.getConfigurationProperty(name);
    if (whole != null) {
      return String.valueOf(whole.getValue());
    }
    List<String> elements = new ArrayList<>();
    while (true) {
      ConfigurationProperty element =
          source.getConfigurationProperty(name.append("[" + elements.size() + "]"));
      if (element == null) {
        return elements.isEmpty() ? null : String.join(",", elements);
      }
      elements.add(String.valueOf(element.getValue()));
    }
  }

  /** Where a secret is kept may be said; an address may carry one behind its question mark. */
  private static String shown(Knob knob, String value) {
    if (knob.isSecret()) {
      return value.startsWith("file:") && !value.contains(",") ? value : "(secret)";
    }
    return knob.key().endsWith("url") ? value.replaceAll("\\?.*", "?…") : value;
  }

  private static String variable(Knob knob, ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> known
        ? knob.variables().stream()
            .filter(known::containsProperty)
            .findFirst()
            .orElse(knob.variable())
        : knob.variable();
  }

  private static String origin(Knob knob, ConfigurationPropertySource source) {
    String name =
        source.getUnderlyingSource() instanceof PropertySource<?> known
            ? known.getName()
            : source.toString();
    return switch (name) {
      case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME ->
          "environment " + variable(knob, source);
      case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME ->
          "system property " + knob.key();
      case FILE -> "file " + FILE;
      default -> name;
    };
  }
}
