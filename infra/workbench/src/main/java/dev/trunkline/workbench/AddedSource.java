package dev.trunkline.workbench;

import dev.trunkline.load.SourceSecrets;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.SourcesCheck;
import dev.trunkline.vendors.VendorDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A source that was added, told to whoever has to make its vendor send.
 *
 * @param file the sources file
 * @param checked as the reader of a start reads it
 * @param baseUrl where its doors are reached
 * @param shown whether a secret that was made here may be seen
 */
record AddedSource(
    Path file,
    VendorDefinition vendor,
    SourcesCheck.Checked checked,
    NewSecret secret,
    String baseUrl,
    boolean shown) {

  /** The setup sheet, and how the secret is changed. */
  List<String> sheet() {
    List<String> lines =
        new ArrayList<>(SetupSheet.of(vendor, checked.doors(), baseUrl, about(), given()));
    lines.addAll(List.of("", "## To change the secret (for us, not for the vendor)", ""));
    List<String> steps = Rotation.steps(file, secret);
    for (int i = 0; i < steps.size(); i++) {
      lines.add(i + 1 + ". " + steps.get(i));
    }
    lines.replaceAll(this::seen);
    return lines;
  }

  /**
   * The same for programs.
   *
   * @param elsewhere what the reader says of other sources
   */
  Map<String, Object> json(List<String> elsewhere) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("source", checked.source().id());
    told.put("vendor", vendor.vendor());
    told.put("sources", file.toString());
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("reference", secret.reference());
    if (secret.file() != null) {
      about.put("file", secret.file().toString());
    }
    about.put("minted", secret.minted());
    if (isSeen()) {
      about.put("value", secret.value());
    }
    told.put("secret", about);
    told.put("doors", delivering().stream().map(this::json).toList());
    told.put("dashboard", seen(Dashboard.steps(vendor, delivering(), baseUrl)));
    told.put("to_rotate", Rotation.steps(file, secret));
    told.put("elsewhere", elsewhere);
    return told;
  }

  private Map<String, Object> json(Door door) {
    ProofSheet proofs = ProofSheet.of(door);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", door.name());
    told.put("methods", new TreeSet<>(door.methods()));
    told.put("url", seen(baseUrl + proofs.url()));
    told.put("headers", proofs.headers().stream().map(this::seen).toList());
    Trial trial = Trial.of(vendor, door, baseUrl, given());
    if (trial != null) {
      told.put("try", seen(String.join("\n", trial.script())));
    }
    told.put("accepted", door.answers().ok().status());
    told.put("missing_proof", door.answers().unproven().status());
    told.put("wrong_proof", door.answers().forged().status());
    return told;
  }

  private List<Door> delivering() {
    return checked.doors().stream().filter(door -> !door.echo()).toList();
  }

  private String about() {
    String named = "`" + variable() + "`";
    if (!secret.minted()) {
      return named + " stands for the secret, which is not shown.";
    }
    return isSeen()
        ? "This sheet shows a secret: hand it over as one, and keep it nowhere else."
        : named
            + " stands for the secret, which is in "
            + secret.file()
            + "; with --show-secrets it would be shown, to be handed over.";
  }

  /** What the secret's name stands for, for a shell of this machine. */
  private List<String> given() {
    Path lies = secret.file();
    return isSeen() || lies == null
        ? List.of()
        : List.of(variable().substring(1) + "=$(cat " + Trial.quoted(lies.toString()) + ")");
  }

  private boolean isSeen() {
    return shown && secret.minted();
  }

  private String seen(String text) {
    String value = secret.value();
    return isSeen() && value != null ? text.replace(variable(), value) : text;
  }

  private String variable() {
    return ProofSheet.name(delivering().get(0), SourceSecrets.of(checked.source()));
  }
}
