package dev.trunkline.vendors;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configured instance of a vendor.
 *
 * @param id {@code [a-z0-9-]+}, unique; part of every id that we make
 * @param vendor whose definition reads it
 * @param zone of times that carry none; null where the vendor's times always carry one
 * @param region default region of phone numbers, ISO 3166-1 alpha-2; null: international only
 * @param proofs what a request must prove, all of them; never empty
 * @param paths the source's own paths by door name; a door not named has the definition's path
 * @param closedDoors names of the vendor's doors that this source does not open
 * @param rate of deliveries at all doors together; null: each door's own, if it has one
 * @param intake how requests may come, beside what they prove
 * @param fields this tenant's own field names by our name, tried before the vendor's
 * @param ownNumbers the company's own numbers in E.164, never a customer's
 * @param sharedPhones numbers in E.164 that several persons share: they never unite persons
 * @param agents whom the source's calls name, in the file's order
 * @param defaultLeadName what views call a lead without a name, with {@code {phone}} in it; null:
 *     as the vendor's definition says
 * @param recordings how its calls' recordings are come by
 * @param pull how its vendor's history is pulled
 */
public record Source(
    String id,
    String vendor,
    @Nullable ZoneId zone,
    @Nullable String region,
    List<Proof> proofs,
    Map<String, String> paths,
    Set<String> closedDoors,
    @Nullable Rate rate,
    Intake intake,
    Map<String, List<String>> fields,
    List<String> ownNumbers,
    List<String> sharedPhones,
    List<Agent> agents,
    @Nullable String defaultLeadName,
    RecordingSettings recordings,
    PullSettings pull) {

  /** Copies the collections and refuses a source that asks for no proof at all, even None. */
  public Source {
    if (proofs.isEmpty()) {
      throw new IllegalArgumentException("source " + id + " asks for no proof");
    }
    proofs = List.copyOf(proofs);
    paths = Map.copyOf(paths);
    closedDoors = Set.copyOf(closedDoors);
    fields = Map.copyOf(fields);
    ownNumbers = List.copyOf(ownNumbers);
    sharedPhones = List.copyOf(sharedPhones);
    agents = List.copyOf(agents);
  }

  /**
   * A source of which only that is said by which deliveries are taken and read: shared phones,
   * agents, default names, recordings and pulls never decide what an event is.
   */
  public Source(
      String id,
      String vendor,
      @Nullable ZoneId zone,
      @Nullable String region,
      List<Proof> proofs,
      Map<String, String> paths,
      Set<String> closedDoors,
      @Nullable Rate rate,
      Map<String, List<String>> fields,
      List<String> ownNumbers) {
    this(
        id,
        vendor,
        zone,
        region,
        proofs,
        paths,
        closedDoors,
        rate,
        Intake.PLAIN,
        fields,
        ownNumbers,
        List.of(),
        List.of(),
        null,
        RecordingSettings.USUAL,
        PullSettings.NONE);
  }
}
