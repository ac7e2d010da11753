package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor.yaml says.
 *
 * @param zone of times that carry none, where the vendor has a usual one
 * @param zoneRequired whether every source must say its zone
 * @param absent plain words that mean nothing, by field
 * @param epochIn field whose epoch settles a doubled wall clock
 * @param leftOut what is never part of an event: attempts, sending times, secrets
 * @param secretParameters parameters that are taken out of links, lower case
 * @param repeatsAreNew whether every submission counts, even an equal one; what was pulled is read
 *     again, not submitted again
 * @param defaultLeadName what views call a lead without a name; null: nothing
 * @param recordings which calls should have one, and how it is come by; null: none has
 * @param pull how the vendor's history is listed; null: it cannot be
 */
record Spec(
    String vendor,
    String title,
    Map<String, DoorSpec> doors,
    List<ProofSpec> proofs,
    @Nullable String region,
    @Nullable String zone,
    boolean zoneRequired,
    Decoding decoding,
    List<SplitRule> split,
    Map<String, List<String>> fields,
    Map<String, Set<String>> absent,
    Words words,
    List<DateTimeFormatter> patterns,
    @Nullable String epochIn,
    List<Pattern> strip,
    List<Alias> leftOut,
    Set<String> secretParameters,
    boolean repeatsAreNew,
    @Nullable String defaultLeadName,
    @Nullable RecordingsSpec recordings,
    @Nullable PullSpec pull) {

  /** The same with other tables of words. */
  Spec with(Words others) {
    return new Spec(
        vendor,
        title,
        doors,
        proofs,
        region,
        zone,
        zoneRequired,
        decoding,
        split,
        fields,
        absent,
        others,
        patterns,
        epochIn,
        strip,
        leftOut,
        secretParameters,
        repeatsAreNew,
        defaultLeadName,
        recordings,
        pull);
  }

  /**
   * A door as the vendor usually has it.
   *
   * @param requires names of which a delivery must say one; empty: none
   * @param getNeeds field that a GET must name to be a delivery, or null
   */
  record DoorSpec(
      String path,
      Set<String> methods,
      Answers answers,
      @Nullable Rate rate,
      List<String> requires,
      @Nullable String getNeeds,
      boolean echo,
      Set<String> keepHeaders,
      @Nullable String describe) {}

  /**
   * A kind of proof without its secrets.
   *
   * @param kind its name
   * @param keyed whether it goes by secrets; others are made of none
   * @param make the proof by these secrets
   */
  record ProofSpec(String kind, boolean keyed, Function<List<Secret>, Proof> make) {

    /** The proof by these secrets, at least one where it is keyed; throws {@link Refused}. */
    Proof with(List<Secret> secrets) {
      return make.apply(secrets);
    }
  }

  /** How bodies are decoded, beyond what shows by itself. */
  record Decoding(List<TextRule> texts, List<Alias> jsonText, boolean csv, boolean sse) {}

  /** A plain text that is an answer by itself. */
  record TextRule(String starts, boolean ignored, String reason) {}

  /**
   * Where elements are.
   *
   * @param at path of the elements
   * @param main plain key of the record that speaks for an element, or null
   * @param legs matches the keys of an element's legs, or null
   */
  record SplitRule(Alias at, @Nullable String main, @Nullable Pattern legs) {}
}
