package dev.trunkline.workbench;

import static java.util.stream.Collectors.toMap;

import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.History;
import dev.trunkline.vendors.Pulls;
import dev.trunkline.vendors.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is in force, and so is to be watched: a source that is taken out is no silent one, and a
 * poll that is switched off does not fail.
 *
 * @param polls how often which of its histories are polled, by API, of every configured source
 */
public record Watched(Map<String, Map<String, Duration>> polls) {

  /** Copies the maps. */
  public Watched {
    Map<String, Map<String, Duration>> copies = new HashMap<>();
    polls.forEach((source, every) -> copies.put(source, Map.copyOf(every)));
    polls = Map.copyOf(copies);
  }

  /** What these definitions have. */
  public static Watched of(Definitions definitions) {
    return new Watched(
        definitions.sources().all().stream()
            .map(Source::id)
            .collect(toMap(source -> source, source -> polled(definitions, source))));
  }

  private static Map<String, Duration> polled(Definitions definitions, String source) {
    Pulls pulls = Pulls.of(definitions, source);
    return pulls == null
        ? Map.of()
        : pulls.polled().stream()
            .map(pulls::history)
            .filter(Objects::nonNull)
            .collect(toMap(History::name, History::every));
  }
}
