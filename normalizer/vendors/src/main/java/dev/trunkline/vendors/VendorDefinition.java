package dev.trunkline.vendors;

import dev.trunkline.canonical.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A vendor as its folder says it: where its webhooks enter, what they look like, what they mean.
 * Immutable; made only of folders that passed the lint.
 */
public final class VendorDefinition {

  /** Changes when the engine reads the same folder differently. */
  static final String ENGINE = "engine 3";

  private final Spec spec;
  private final String mapping;
  private final List<Sample> samples;
  private final String readme;
  private final String contentHash;
  private final Folder folder;

  private VendorDefinition(
      Spec spec,
      String mapping,
      List<Sample> samples,
      String readme,
      String contentHash,
      Folder folder) {
    this.spec = spec;
    this.mapping = mapping;
    this.samples = samples;
    this.readme = readme;
    this.contentHash = contentHash;
    this.folder = folder;
  }

  /**
   * Reads a vendor's folder.
   *
   * @throws Refused naming the file and the cause
   */
  static VendorDefinition of(Folder folder) {
    String yaml = folder.name() + "/vendor.yaml";
    String file = folder.name() + "/mapping.jsonata";
    byte[] specBytes = folder.required("vendor.yaml");
    byte[] mappingBytes = folder.required("mapping.jsonata");
    Spec spec = SpecReader.read(yaml, specBytes);
    if (!spec.vendor().equals(folder.name())) {
      throw new Refused(yaml + ": vendor must be named like its folder, " + folder.name());
    }
    if (!Topics.RAW.matcher(Topics.raw(spec.vendor()).name()).matches()) {
      throw new Refused(yaml + ": vendor: " + spec.vendor() + " is the name of a lane of ours");
    }
    String mapping = new String(mappingBytes, StandardCharsets.UTF_8);
    Lint.check(yaml, spec, file, mapping);
    MessageDigest digest = sha256();
    for (byte[] part : List.of(ENGINE.getBytes(StandardCharsets.UTF_8), specBytes, mappingBytes)) {
      digest.update(Integer.toString(part.length).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) ':');
      digest.update(part);
    }
    return new VendorDefinition(
        spec,
        mapping,
        SampleReader.read(folder, spec),
        folder.text("README.md"),
        HexFormat.of().formatHex(digest.digest()),
        folder);
  }

  /** The vendor's id. */
  public String vendor() {
    return spec.vendor();
  }

  /** Who it is, for people. */
  public String title() {
    return spec.title();
  }

  /** Where its webhooks usually enter, the first door first; without proofs. */
  public List<Door> usualDoors() {
    return Doors.of(unproven(null, null), this);
  }

  /** Kinds of proof that it can give, the usual one first. */
  public List<String> proofKinds() {
    return spec.proofs().stream().map(Spec.ProofSpec::kind).toList();
  }

  /**
   * A source of this vendor for whoever only reads payloads: its id is the vendor's, and it asks
   * for no proof.
   *
   * @param zone name of the zone of times that carry none; null: the vendor's usual one
   * @param region default region of phone numbers; null: the vendor's usual one
   * @throws Refused if one of them is none, or the vendor has no usual zone and needs one
   */
  public Source reading(@Nullable String zone, @Nullable String region) {
    if (region != null && !Phones.knowsRegion(region)) {
      throw new Refused("region " + region + " is none; it is two letters, like IN");
    }
    if (zone == null && spec.zoneRequired()) {
      throw new Refused("zone is missing: the times of vendor " + vendor() + " carry none");
    }
    try {
      return unproven(zone == null ? null : ZoneId.of(zone), region);
    } catch (DateTimeException e) {
      throw new Refused("zone " + zone + " is none; it is like Asia/Kolkata");
    }
  }

  private Source unproven(@Nullable ZoneId zone, @Nullable String region) {
    return new Source(
        vendor(),
        vendor(),
        zone,
        region,
        List.of(new Proof.None()),
        Map.of(),
        Set.of(),
        null,
        Map.of(),
        List.of());
  }

  /** Names of its doors that deliver, the first one first. */
  public List<String> doorNames() {
    return spec.doors().entrySet().stream()
        .filter(door -> !door.getValue().echo())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Names of the APIs that list its history, in the file's order; empty if there are none. */
  public List<String> apiNames() {
    PullSpec pull = spec.pull();
    return pull == null ? List.of() : List.copyOf(pull.apis().keySet());
  }

  /** The door whose deliveries the pages of an API count as; null if there is no such API. */
  public @Nullable String doorOfApi(String api) {
    PullSpec.Api found = spec.pull() == null ? null : spec.pull().apis().get(api);
    return found == null ? null : found.door();
  }

  /** The names that its definition gives to fields, canonical and private. */
  public Set<String> fieldNames() {
    return spec.fields().keySet();
  }

  /** Whether a body may be CSV. */
  public boolean readsCsv() {
    return spec.decoding().csv();
  }

  /** Whether every source must say its time zone. */
  public boolean zoneRequired() {
    return spec.zoneRequired();
  }

  /** The region of phone numbers that a source has unless it says another; null: none. */
  public @Nullable String usualRegion() {
    return spec.region();
  }

  /**
   * What views call a lead of this source that has no name, {@code {phone}} standing for its phone;
   * null: nothing. No event ever holds it, so it never beats a real name.
   */
  public @Nullable String defaultLeadName(Source source) {
    return source.defaultLeadName() == null ? spec.defaultLeadName() : source.defaultLeadName();
  }

  /** The stories of its folder, in the order of their files' names. */
  public List<Sample> samples() {
    return samples;
  }

  /** What to click in the vendor's own dashboard, Markdown; empty if the folder does not say. */
  public String readme() {
    return readme;
  }

  /** SHA-256, in hex, over what decides meaning in the folder. */
  public String contentHash() {
    return contentHash;
  }

  /**
   * What reads this source's deliveries: the first 32 hex digits of SHA-256 over {@link
   * #contentHash()} and the source's zone, region, fields and own numbers. Its shared phones,
   * agents, default name, recordings and pulls are no part of it: no event changes with them.
   */
  public String hash(Source source) {
    ZoneId zone = zone(source);
    String settings =
        contentHash
            + "\nzone="
            + (zone == null ? "" : zone.getId())
            + "\nregion="
            + (source.region() == null ? spec.region() : source.region())
            + "\nfields="
            + new TreeMap<>(source.fields())
            + "\nown="
            + source.ownNumbers();
    byte[] hash = sha256().digest(settings.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }

  Spec spec() {
    return spec;
  }

  /** The folder that it was read from. */
  Folder folder() {
    return folder;
  }

  String mapping() {
    return mapping;
  }

  String mappingFile() {
    return spec.vendor() + "/mapping.jsonata";
  }

  @Nullable ZoneId zone(Source source) {
    if (source.zone() != null) {
      return source.zone();
    }
    return spec.zone() == null ? null : ZoneId.of(spec.zone());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
