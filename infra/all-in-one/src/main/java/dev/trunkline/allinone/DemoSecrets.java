package dev.trunkline.allinone;

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
                proof.all().stream()
                    .map(
                        secret ->
                            "demo secret of source %s (%s): %s"
                                .formatted(source.id(), proof.kind(), secret.value())));
  }
}
