package dev.trunkline.allinone;

import dev.trunkline.store.KnownAgent;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.vendors.Agent;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Source;
import java.util.List;

/** What the tables must know of definitions. Pure. */
final class TableSettings {

  private TableSettings() {}

  /** Of each source, in the order of the sources. */
  static List<SourceSettings> of(Definitions definitions) {
    return definitions.sources().all().stream()
        .map(source -> settings(definitions, source))
        .toList();
  }

  private static SourceSettings settings(Definitions definitions, Source source) {
    return new SourceSettings(
        source.id(),
        source.vendor(),
        definitions.vendors().get(source.vendor()).defaultLeadName(source),
        source.ownNumbers(),
        source.sharedPhones(),
        source.agents().stream().map(TableSettings::known).toList());
  }

  private static KnownAgent known(Agent agent) {
    return new KnownAgent(agent.id(), agent.name(), agent.phone());
  }
}
