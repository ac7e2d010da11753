package dev.trunkline.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class SourceSecretsTest {

  @Test
  void everySecretThatASourceNamesIsOne() {
    String yaml =
        """
        sources:
          - id: dialer
            vendor: convoso
            handshake: {kind: meta, secrets: ["${HANDSHAKE}"]}
            proofs:
              - kind: any-of
                proofs:
                  - {kind: header-secret, header: X-Webhook-Secret, secrets: ["${HEADER}"]}
                  - {kind: query-secret, parameter: token, secrets: ["${QUERY}"]}
            pull: {secret: "${PULL}"}
            recordings: {secret: "${RECORDINGS}"}
        """;
    Sources sources =
        Sources.read(new StringReader(yaml), Vendors.builtIn(), name -> name + "-of-the-test");

    assertThat(SourceSecrets.of(sources.all().getFirst()))
        .extracting(Secret::id)
        .containsExactlyInAnyOrder("HANDSHAKE", "HEADER", "QUERY", "PULL", "RECORDINGS");
  }
}
