package dev.trunkline.load;

import dev.trunkline.vendors.Handshake;
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
    source.proofs().forEach(proof -> secrets.addAll(proof.all()));
    if (source.intake().handshake() instanceof Handshake.Subscription(var tokens)) {
      secrets.addAll(tokens);
    }
    Secret recordings = source.recordings().secret();
    if (recordings != null) {
      secrets.add(recordings);
    }
    return secrets;
  }
}
