package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Proof.Algorithm;
import dev.trunkline.vendors.Proof.Encoding;
import dev.trunkline.vendors.Secret;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Vendors' own signatures, as their documents and code say them; test secrets only. */
class SignatureVectorsTest {

  static List<JsonNode> vectors() throws Exception {
    try (InputStream file =
        SignatureVectorsTest.class.getResourceAsStream("/signature-vectors.json")) {
      return JsonMapper.shared().readTree(file).valueStream().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isJudgedAsTheVendorSays(JsonNode vector) {
    String name = vector.get("name").asString();
    Proof proof = proof(name, List.of(new Secret("test", vector.get("secret").asString())));
    byte[] body = Base64.getDecoder().decode(vector.get("body_b64").asString());
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    vector
        .get("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), List.of(header.getValue().asString())));

    Verdict verdict =
        Doorkeeper.judge(
            proof, new Claim(header -> headers.getOrDefault(header, List.of()), null, null, body));

    assertThat(verdict instanceof Verdict.Genuine)
        .as(name)
        .isEqualTo(vector.get("accept").asBoolean());
  }

  private static Proof proof(String name, List<Secret> secrets) {
    String vendor = name.substring(0, name.indexOf('-'));
    return switch (vendor) {
      case "knowrithm" -> hex("X-Knowrithm-Signature", "sha256=", secrets);
      case "convoso" ->
          name.startsWith("convoso-header-secret")
              ? new Proof.HeaderSecret("X-Webhook-Secret", secrets)
              : hex("X-Convoso-Signature", "sha256=", secrets);
      case "knowlarity" -> hex("X-Knowlarity-Signature", "", secrets);
      case "mg" -> new Proof.HeaderSecret("X-API-Key", secrets);
      case "myoperator" -> hex("X-MyOp-Signature", "", secrets);
      case "meta", "known" -> hex("X-Hub-Signature-256", "sha256=", secrets);
      case "ringcentral" -> new Proof.HeaderSecret("Verification-Token", secrets);
      case "callrail" -> new Proof.Hmac("Signature", Algorithm.SHA1, Encoding.BASE64, "", secrets);
      default -> throw new AssertionError("a vector of nobody: " + name);
    };
  }

  private static Proof hex(String header, String prefix, List<Secret> secrets) {
    return new Proof.Hmac(header, Algorithm.SHA256, Encoding.HEX, prefix, secrets);
  }
}
