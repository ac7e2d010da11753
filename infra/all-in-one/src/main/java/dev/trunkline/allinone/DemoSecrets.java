package dev.trunkline.allinone;

import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Sources;
import java.util.List;
import java.util.stream.Stream;

/** Tells the secrets of the demo sources, which are none: they stand in the source code. */
final class DemoSecrets {

  private DemoSecrets() {}

  /** One line for each demo secret. */
  static List<String> lines(Sources demo) {
    return demo.all().stream().flatMap(DemoSecrets::lines).toList();
  }

  private static Stream<String> lines(Source source) {
    return source.proofs().stream()
        .flatMap(
            proof ->
                secrets(proof).stream()
                    .map(
                        secret ->
                            "demo secret of source %s (%s): %s"
                                .formatted(source.id(), proof.kind(), secret.value())));
  }

  private static List<Secret> secrets(Proof proof) {
    return switch (proof) {
      case Proof.None none -> List.of();
      case Proof.HeaderSecret(var header, var secrets) -> secrets;
      case Proof.QuerySecret(var parameter, var secrets) -> secrets;
      case Proof.Basic basic -> basic.secrets();
      case Proof.PathSecret(var secrets) -> secrets;
      case Proof.Hmac hmac -> hmac.secrets();
    };
  }
}
