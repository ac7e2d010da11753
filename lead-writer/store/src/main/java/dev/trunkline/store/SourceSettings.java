package dev.trunkline.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tables must know of a configured source.
 *
 * @param source its id
 * @param vendor whose definition reads it
 * @param defaultLeadName what views call a lead without a name, {@code {phone}} standing for its
 *     phone; null: nothing
 * @param ownNumbers the company's own numbers in E.164, never a customer's
 * @param sharedPhones numbers in E.164 that several persons share
 * @param agents in any order
 */
public record SourceSettings(
    String source,
    String vendor,
    @Nullable String defaultLeadName,
    List<String> ownNumbers,
    List<String> sharedPhones,
    List<KnownAgent> agents) {

  /** Copies the lists. */
  public SourceSettings {
    ownNumbers = List.copyOf(ownNumbers);
    sharedPhones = List.copyOf(sharedPhones);
    agents = List.copyOf(agents);
  }

  @Override
  public String toString() {
    return "SourceSettings[source=" + source + ", vendor=" + vendor + "]";
  }
}
