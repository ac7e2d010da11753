package dev.trunkline.vendors;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Where a vendor expects the credential of its API or of its links. */
sealed interface Credential {

  /** Headers that carry a secret; empty if it goes into a parameter. */
  Map<String, String> headers(Secret secret);

  /** In a parameter of the form or the query. */
  record Parameter(String name) implements Credential {
    @Override
    public Map<String, String> headers(Secret secret) {
      return Map.of();
    }
  }

  /** In a header of its own. */
  record Header(String name) implements Credential {
    @Override
    public Map<String, String> headers(Secret secret) {
      return Map.of(name, secret.value());
    }
  }

  /** As a bearer token (RFC 6750). */
  record Bearer() implements Credential {
    @Override
    public Map<String, String> headers(Secret secret) {
      return Map.of("Authorization", "Bearer " + secret.value());
    }
  }

  /** As user and password (RFC 7617); the secret is {@code user:password}. */
  record Basic() implements Credential {
    @Override
    public Map<String, String> headers(Secret secret) {
      String both =
          Base64.getEncoder().encodeToString(secret.value().getBytes(StandardCharsets.UTF_8));
      return Map.of("Authorization", "Basic " + both);
    }
  }
}
