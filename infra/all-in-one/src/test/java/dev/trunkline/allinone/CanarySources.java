package dev.trunkline.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A sources file with every kind of secret, each a canary of its own, and where they lie. */
final class CanarySources {

  private static final String FILE =
      """
      sources:
        - id: by-header
          vendor: convoso
          path: /hooks/header
          closed_doors: [lead, echo]
          proofs: [{kind: header-secret, header: X-Webhook-Secret, secrets: ["secret:by-header"]}]
          recordings: {secret: "secret:recordings", api: "VENDOR", store: true}
          pull: {secret: "secret:convoso-pull", api: "VENDOR", every: 5s, apis: [log]}
        - id: by-path
          vendor: knowlarity
          path: /hooks/path
          secrets: ["file:FOLDER/secrets/by-path"]
          recordings: {store: true}
          pull: {secrets: {api_key: "secret:knowlarity-key", sr_key: "secret:knowlarity-sr"}, api: "VENDOR", every: 5s}
        - id: by-query
          vendor: onecom
          zone: Asia/Jerusalem
          path: /hooks/query
          proofs: [{kind: query-secret, parameter: token, secrets: ["LITERAL"]}]
          pull: {secret: "secret:onecom-pull", settings: {tenant: acme}, api: "VENDOR", every: 5s}
        - id: by-basic
          vendor: onecom
          zone: Asia/Jerusalem
          path: /hooks/basic
          proofs: [{kind: basic, user: pbx, secrets: ["secret:by-basic"]}]
        - id: by-body
          vendor: convoso
          path: /hooks/body
          closed_doors: [lead, echo]
          proofs: [{kind: body-token, path: hook.token, secrets: ["secret:by-body"]}]
        - id: by-hmac
          vendor: knowrithm
          path: /hooks/hmac
          secrets: ["secret:by-hmac", {secret: "secret:by-hmac-old", not_after: "2020-01-01T00:00:00Z"}]
        - id: by-standard
          vendor: convoso
          path: /hooks/standard
          closed_doors: [lead, echo]
          proofs: [{kind: standard-webhooks, secrets: ["secret:by-standard"]}]
        - id: by-either
          vendor: onecom
          zone: Asia/Jerusalem
          path: /hooks/either
          proofs:
            - kind: any-of
              proofs:
                - {kind: header-secret, header: X-Either, secrets: ["secret:by-either-header"]}
                - {kind: query-secret, parameter: either, secrets: ["secret:by-either-query"]}
        - id: greeted
          vendor: knowlarity
          path: /hooks/greeted
          handshake: {kind: meta, secrets: ["secret:handshake"]}
          proofs: [{kind: hmac, header: X-Hub-Signature-256, prefix: "sha256=", secrets: ["secret:greeted"]}]
        - id: leads
          vendor: mg-digital-leads
          secrets: ["secret:leads"]
        - id: open
          vendor: onecom
          zone: Asia/Jerusalem
          path: /hooks/open
          allow_unsigned: true
      """;

  private final Path folder;
  private final Map<String, String> secrets = new LinkedHashMap<>();

  private CanarySources(Path folder) {
    this.folder = folder;
  }

  /** Writes them; what the vendors are asked is asked at this address. */
  static CanarySources in(Path folder, String vendor, Canaries canaries) throws IOException {
    CanarySources sources = new CanarySources(folder);
    Files.createDirectories(folder.resolve("secrets"));
    for (String name :
        new String[] {
          "by-header", "by-basic", "by-body", "by-hmac", "by-hmac-old", "by-either-header",
          "by-either-query", "handshake", "greeted", "leads", "recordings", "convoso-pull",
          "knowlarity-key", "knowlarity-sr", "onecom-pull"
        }) {
      sources.keep(name, canaries.secret(name));
    }
    sources.keep("by-path", canaries.plain("by-path"));
    sources.keep("by-standard", "whsec_" + canaries.plain("by-standard") + "q".repeat(14));
    String literal = canaries.secret("by-query");
    sources.secrets.put("by-query", literal);
    ExampleTel.write(
        folder,
        "sources.yaml",
        FILE.replace("VENDOR", vendor)
            .replace("FOLDER", folder.toString())
            .replace("LITERAL", literal));
    return sources;
  }

  Path file() {
    return folder.resolve("sources.yaml");
  }

  /** Every secret that is written somewhere, by its name. */
  Map<String, String> secrets() {
    return secrets;
  }

  private void keep(String name, String secret) throws IOException {
    secrets.put(name, secret);
    Files.writeString(folder.resolve("secrets").resolve(name), secret + "\n");
  }
}
