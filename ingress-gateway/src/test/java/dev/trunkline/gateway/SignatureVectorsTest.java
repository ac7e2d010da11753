package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.SteppingClock;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Vendors' own signatures, as their documents and code say them, posted to a gateway whose sources
 * ask for them as an operator would write it; test secrets only.
 */
@WithBackbone
class SignatureVectorsTest {

  private static final Vendors VENDORS = Vendors.builtIn();
  private static final SteppingClock CLOCK = new SteppingClock(OpenGateway.NOW);

  /** What a source asks for, by how the vectors' names begin. */
  private static final Map<String, String> ASKED =
      Map.ofEntries(
          Map.entry("knowrithm", hex("X-Knowrithm-Signature", "sha256=")),
          Map.entry(
              "convoso",
              "kind: hmac, header: x-convoso-signature, prefix: sha256=, prefix_may_lack: true"),
          Map.entry("convoso-header-secret", "kind: header-secret, header: X-Webhook-Secret"),
          Map.entry("knowlarity", hex("X-Knowlarity-Signature", "")),
          Map.entry("mg-apikey", "kind: header-secret, header: X-API-Key"),
          Map.entry("ucm-basic", "kind: basic, user: ucm"),
          Map.entry("myoperator", hex("X-MyOp-Signature", "")),
          Map.entry("callrail", "kind: hmac, header: Signature, algorithm: sha1, encoding: base64"),
          Map.entry("twilio-form-ok", twilio("https")),
          Map.entry("twilio-form-proxy-scheme", twilio("http")),
          Map.entry("twilio-json", twilio("https")),
          Map.entry("meta", hex("X-Hub-Signature-256", "sha256=")),
          Map.entry("known-answer", hex("X-Hub-Signature-256", "sha256=")),
          Map.entry("aircall", "kind: body-token, path: token"),
          Map.entry("google", "kind: body-token, path: google_key"),
          Map.entry("ringcentral", "kind: header-secret, header: Verification-Token"),
          Map.entry(
              "timestamped",
              "kind: hmac, header: X-Signature, element: v1, signs: '{t}.{body}',"
                  + " timestamp: {element: t, tolerance: 300}"),
          Map.entry(
              "retell",
              "kind: hmac, header: x-retell-signature, element: d, signs: '{body}{t}',"
                  + " timestamp: {element: v, unit: ms}"));

  private static OpenGateway open;

  static List<JsonNode> vectors() throws Exception {
    try (InputStream file =
        SignatureVectorsTest.class.getResourceAsStream("/signature-vectors.json")) {
      return JsonMapper.shared().readTree(file).valueStream().toList();
    }
  }

  @BeforeAll
  static void open(Backbone backbone) {
    open = new OpenGateway(backbone.bootstrapServers(), "knowlarity", CLOCK);
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isAnsweredAsTheVendorSays(JsonNode vector) throws Exception {
    String name = vector.get("name").asString();
    URI url = URI.create(vector.get("url").asString());
    String asked =
        ASKED.entrySet().stream()
            .filter(entry -> name.startsWith(entry.getKey()))
            .max(Map.Entry.comparingByKey())
            .orElseThrow()
            .getValue();
    open.gateway.open(doors(url.getPath(), asked, vector.get("secret").asString()), List.of());
    CLOCK.to(
        vector.get("now_epoch_s").isNull()
            ? OpenGateway.NOW
            : Instant.ofEpochSecond(vector.get("now_epoch_s").asLong()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + open.port
                        + url.getPath()
                        + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery())))
            .method(
                vector.get("method").asString(),
                BodyPublishers.ofByteArray(
                    Base64.getDecoder().decode(vector.get("body_b64").asString())));
    vector
        .get("headers")
        .properties()
        .forEach(header -> request.header(header.getKey(), header.getValue().asString()));

    HttpResponse<String> answer =
        open.client.send(request.build(), HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode() / 100 == 2)
        .as("%s: %d", name, answer.statusCode())
        .isEqualTo(vector.get("accept").asBoolean());
    boolean handshake = name.equals("ringcentral-handshake");
    assertThat(answer.headers().firstValue("validation-token").isPresent()).isEqualTo(handshake);
    assertThat(answer.headers().firstValue("x-delivery-id").isPresent())
        .as("nothing is kept of a handshake")
        .isEqualTo(vector.get("accept").asBoolean() && !handshake);
  }

  private static List<Door> doors(String path, String asked, String secret) {
    String yaml =
        """
        sources:
          - id: tested
            vendor: knowlarity
            path: %s
            closed_doors: []
            handshake: {kind: echo-header, header: Validation-Token}
            proofs:
              - {%s, secrets: ["${SECRET}"]}
        """
            .formatted(path, asked);
    return Sources.read(new StringReader(yaml), VENDORS, variable -> secret).doors(VENDORS);
  }

  private static String hex(String header, String prefix) {
    return "kind: hmac, header: "
        + header
        + ", algorithm: sha256, encoding: hex"
        + (prefix.isEmpty() ? "" : ", prefix: '" + prefix + "'");
  }

  private static String twilio(String scheme) {
    return "kind: hmac, header: X-Twilio-Signature, algorithm: sha1, encoding: base64,"
        + " signs: '{url}{form}', public_url: '"
        + scheme
        + "://gw.example.test',"
        + " body_hash: bodySHA256";
  }
}
