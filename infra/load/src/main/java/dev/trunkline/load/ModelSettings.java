package dev.trunkline.load;

import dev.trunkline.load.model.Settings;
import dev.trunkline.vendors.Agent;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Source;
import java.util.Objects;

/** What the reference model must know of definitions. Pure. */
public final class ModelSettings {

  private ModelSettings() {}

  /** Of each source, in the order of the sources. */
  public static Settings of(Definitions definitions) {
    return new Settings(
        definitions.sources().all().stream().map(source -> of(definitions, source)).toList());
  }

  private static Settings.Source of(Definitions definitions, Source source) {
    return new Settings.Source(
        source.id(),
        definitions.vendors().get(source.vendor()).defaultLeadName(source),
        source.ownNumbers(),
        source.sharedPhones(),
        source.agents().stream().map(Agent::phone).filter(Objects::nonNull).toList());
  }
}
