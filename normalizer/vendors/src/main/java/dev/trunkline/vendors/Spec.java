package dev.trunkline.vendors;

import com.google.re2j.Pattern;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor.yaml says.
 *
 * @param zone of times that carry none, where the vendor has a usual one
 * @param zoneRequired whether every source must say its zone
 * @param absent plain words that mean nothing, by field
 * @param epochIn field whose epoch settles a doubled wall clock
 * @param leftOut what is never part of an event: attempts, sending times, secrets
 * @param repeatsAreNew whether every submission counts, even an equal one
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
    boolean repeatsAreNew) {

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
        repeatsAreNew);
  }

  /** A door as the vendor usually has it. */
  record DoorSpec(
      String path,
      Set<String> methods,
      Door.Answer accepted,
      int unproven,
      int forged,
      Set<String> keepHeaders,
      @Nullable String describe) {}

  /** A kind of proof without its secrets. */
  record ProofSpec(
      String kind,
      @Nullable String header,
      Proof.Algorithm algorithm,
      Proof.Encoding encoding,
      String prefix) {}

  /** How bodies are decoded, beyond what shows by itself. */
  record Decoding(List<TextRule> texts, List<Alias> jsonText, boolean csv) {}

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
