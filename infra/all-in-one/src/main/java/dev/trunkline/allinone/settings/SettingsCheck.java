package dev.trunkline.allinone.settings;

import dev.trunkline.vendors.MountedSecrets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/** What a start would refuse of the settings, all of it at once, without one. */
public final class SettingsCheck {

  /** No settings of the stages: the launcher's, and where the sources' secrets lie. */
  private static final Set<String> READ_OTHERWISE =
      Set.of("TRUNKLINE_JAVA_OPTIONS", MountedSecrets.VARIABLE);

  private final Knobs knobs;
  private final ConfigurableEnvironment environment;

  /** A check of these settings. */
  public SettingsCheck(Knobs knobs, Effective effective) {
    this.knobs = knobs;
    this.environment = effective.environment();
  }

  /** A line for each setting that is refused, naming it; empty if none is. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    Set<String> bad = new HashSet<>();
    for (Knob knob : knobs.all()) {
      try {
        var unused = binder(Set.of()).bind(knob.key(), Bindable.of(knob.type()));
      } catch (BindException e) {
        bad.add(knob.key());
        problems.add("%s is no value of its kind, which is %s".formatted(knob.key(), knob.form()));
      }
    }
    knobs.records().forEach((prefix, record) -> refused(prefix, record, bad, problems));
    return problems;
  }

  /** Variables that look as if they set something, and set nothing. */
  public List<String> idle(Map<String, String> variables) {
    return variables.keySet().stream()
        .filter(name -> name.startsWith("TRUNKLINE_") && !READ_OTHERWISE.contains(name))
        .filter(name -> knobs.all().stream().noneMatch(knob -> sets(name, knob)))
        .sorted()
        .map(name -> name + " sets nothing; what can be set: trunkline config show")
        .toList();
  }

  private static boolean sets(String variable, Knob knob) {
    return knob.variables().stream()
        .anyMatch(
            name ->
                variable.equals(name)
                    || (knob.type() == List.class && variable.startsWith(name + "_")));
  }

  /** A record refuses one of its settings at a time: it is taken away, and the next one shows. */
  private void refused(String prefix, Class<?> record, Set<String> bad, List<String> problems) {
    Set<String> without = new HashSet<>(bad);
    while (true) {
      try {
        var unused = binder(without).bindOrCreate(prefix, record);
        return;
      } catch (BindException e) {
        String reason = reason(e);
        if (!problems.contains(reason)) {
          problems.add(reason);
        }
        Optional<Knob> refused =
            knobs.all().stream()
                .filter(knob -> reason.startsWith(knob.key()))
                .filter(knob -> without.add(knob.key()))
                .findFirst();
        if (refused.isEmpty()) {
          return;
        }
      }
    }
  }

  /** What the record itself says, which names the setting. */
  private String reason(BindException e) {
    String reason = String.valueOf(e.getMessage());
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String said = String.valueOf(cause.getMessage());
      if (knobs.all().stream().anyMatch(knob -> said.startsWith(knob.key()))) {
        return said;
      }
    }
    return reason;
  }

  private Binder binder(Set<String> without) {
    List<ConfigurationPropertySource> sources = new ArrayList<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      sources.add(
          source.filter(
              name ->
                  without.stream()
                      .map(ConfigurationPropertyName::of)
                      .noneMatch(key -> key.equals(name) || key.isAncestorOf(name))));
    }
    return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
  }
}
