package dev.trunkline.load.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the sources file says that the tables depend on. */
public record Settings(List<Source> sources) {

  /** Of no source is anything said. */
  public static final Settings NONE = new Settings(List.of());

  /** Copies the list. */
  public Settings {
    sources = List.copyOf(sources);
  }

  /**
   * One source.
   *
   * @param source its id
   * @param defaultLeadName what a nameless lead is called, {@code {phone}} standing for its phone;
   *     null: nothing
   * @param ownNumbers E.164
   * @param sharedPhones E.164
   * @param agentPhones E.164, of the agents that the file names
   */
  public record Source(
      String source,
      @Nullable String defaultLeadName,
      List<String> ownNumbers,
      List<String> sharedPhones,
      List<String> agentPhones) {

    /** Copies the lists. */
    public Source {
      ownNumbers = List.copyOf(ownNumbers);
      sharedPhones = List.copyOf(sharedPhones);
      agentPhones = List.copyOf(agentPhones);
    }
  }

  /** Every number that any source lists: none of them unites persons, whoever's they are. */
  Set<String> guarded() {
    return sources.stream()
        .flatMap(s -> Stream.of(s.ownNumbers(), s.sharedPhones(), s.agentPhones()))
        .flatMap(List::stream)
        .collect(Collectors.toSet());
  }

  /** What a source calls somebody without a name; null without a template or a phone. */
  @Nullable String defaultName(String source, @Nullable String phone) {
    for (Source configured : sources) {
      String template = configured.defaultLeadName();
      if (configured.source().equals(source) && template != null && phone != null) {
        return template.replace("{phone}", phone);
      }
    }
    return null;
  }
}
