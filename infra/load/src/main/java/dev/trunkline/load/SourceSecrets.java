package dev.trunkline.load;

import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Sources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every secret that a sources file names, resolved. Pure. */
public final class SourceSecrets {

  private SourceSecrets() {}

  /** To be looked for, by names that may be shown. */
  public static Secrets of(Sources sources) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Source source : sources.all()) {
      for (Secret secret : of(source)) {
        values.put(source.id() + "/" + secret.id(), secret.value());
      }
    }
    return new Secrets(values);
  }

  /** Those of one source. */
  public static List<Secret> of(Source source) {
    List<Secret> secrets = new ArrayList<>(source.pull().secrets().values());
    source.proofs().forEach(proof -> secrets.addAll(of(proof)));
    Secret recordings = source.recordings().secret();
    if (recordings != null) {
      secrets.add(recordings);
    }
    return secrets;
  }

  private static List<Secret> of(Proof proof) {
    return switch (proof) {
      case Proof.None none -> List.of();
      case Proof.HeaderSecret header -> header.secrets();
      case Proof.PathSecret path -> path.secrets();
      case Proof.QuerySecret query -> query.secrets();
      case Proof.Basic basic -> basic.secrets();
      case Proof.Hmac hmac -> hmac.secrets();
    };
  }
}
