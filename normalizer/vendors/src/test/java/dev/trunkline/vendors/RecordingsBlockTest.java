package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a definition and a source say of recordings, and what is refused. */
class RecordingsBlockTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("TOKEN", "from-the-environment");

  private static final String BLOCK =
      """
      secret_parameters: [key]
      recordings:
        wanted: {status: [answered]}
        first: 2m
        then: [2m, 5m]
        hosts: [api.vendor.example]
        api:
          url: https://api.vendor.example/v1
          parameters: {call: "{vendor_call_id}"}
          secret: {parameter: key}
          rate: 10/s
        match: {by: [vendor_call_id]}
      """;

  @Test
  void aSoundBlockIsRead() {
    assertThat(definition(BLOCK).spec().recordings()).isNotNull();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[answered]|[answred]|/recordings/wanted/status/0",
        "[answered]|[]|/recordings/wanted/status",
        "first: 2m|first: 2 minutes|/recordings/first",
        "first: 2m|first: 0m|/recordings/first",
        "first: 2m|first: 25h|recordings.first: is longer than 24h",
        "[2m, 5m]|[2m, 90000s]|recordings.then: is longer than 24h",
        "hosts: [api.vendor.example]|hosts: [other.example]|recordings.api.url: is of api.vendor.example, which is not in hosts",
        "hosts: [api.vendor.example]|hosts: ['*.example']|/recordings/hosts/0",
        "https://api|http://api|recordings.api.url: must begin with https:// and a host",
        "/v1|/v1?a=b|recordings.api.url: must end with its path",
        "{vendor_call_id}|{call_id}|recordings.api.parameters.call: nothing is called call_id there",
        "{vendor_call_id}|{started_at}|recordings.api.times: is missing",
        "{call: '{vendor_call_id}'}|{}|/recordings/api/parameters",
        "parameter: key|parameter: auth|recordings.api.secret.parameter: auth is not in secret_parameters",
        "parameter: key|parameter: key, bearer: true|/recordings/api/secret",
        "parameters: {call|parameters: {key: a, call|recordings.api.parameters.key: is where the secret goes",
        "rate: 10/s|rate: fast|/recordings/api/rate",
        "rate: 10/s|concurrent: 1000|/recordings/api/concurrent",
        "by: [vendor_call_id]|by: [vendor_lead_id]|recordings.match: needs vendor_lead_id, which is not in fields",
        "by: [vendor_call_id]|by: [vendor_call_id], window: 2m|recordings.match.window: is for vendor_lead_id only",
        "match: {by: [vendor_call_id]}|link: {secret: {bearer: true}}|recordings.match: is missing",
        "wanted:|wantd:|/recordings",
      })
  void aBadBlockIsRefusedWithItsKey(String sound, String broken, String cause) {
    String block = BLOCK.replace("\"", "'");
    assertThat(block).contains(sound);

    assertThatThrownBy(() -> definition(block.replace(sound, broken)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("test/vendor.yaml")
        .hasMessageContaining(cause);
  }

  @Test
  void aSourceSaysWhoseTokenAndWhether() {
    RecordingSettings settings =
        sources("{secret: '${TOKEN}', api: 'http://127.0.0.1:8099', store: false, enabled: false}")
            .find("dialer")
            .recordings();

    assertThat(settings)
        .isEqualTo(
            new RecordingSettings(
                new Secret("TOKEN", "from-the-environment"),
                URI.create("http://127.0.0.1:8099"),
                false,
                false));
    assertThat(settings.toString()).doesNotContain("from-the-environment");
    assertThat(sources("{store: true}").find("dialer").recordings())
        .isEqualTo(new RecordingSettings(null, null, true, true));
  }

  @Test
  void aTokenThatIsNotThereIsNamedByItsKeyAndReadWithoutItByWhoeverNeedsNone(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("sources.yaml");
    Files.writeString(file, yaml("convoso", "{secret: '${NOWHERE}'}"));
    assertThat(SourcesCheck.of(file, Given.VENDORS, ENVIRONMENT::get).problems())
        .containsExactly(
            "sources.yaml: source dialer: recordings: secret: "
                + "the environment variable NOWHERE is not set or empty");

    Files.writeString(file, yaml("convoso", "{secret: 'file:/nowhere'}"));
    assertThat(Sources.withoutSecrets(file, Given.VENDORS).find("dialer").recordings().secret())
        .isNotNull();
  }

  @Test
  void noEventChangesWithThem() {
    VendorDefinition convoso = Given.VENDORS.get("convoso");

    assertThat(convoso.hash(sources("{secret: '${TOKEN}', store: true}").find("dialer")))
        .isEqualTo(convoso.hash(sources("{enabled: false}").find("dialer")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{sekret: x-literal}|dialer: recordings: sekret: is unknown",
        "{secret: [x-literal]}|dialer: recordings: secret: must be a text",
        "{secret: '${NOWHERE}'}|dialer: recordings: secret: the environment variable NOWHERE is not set",
        "{api: 'http://vendor.example'}|dialer: recordings: api: must begin with https:// and a host",
        "{api: 'http://127.0.0.1.vendor.example'}|dialer: recordings: api: must begin with https://",
        "{api: 'https://u:x-literal@vendor.example'}|dialer: recordings: api: must have neither user",
        "{api: 'ht tp:'}|dialer: recordings: api: is no URL",
        "{store: maybe}|dialer: recordings: store: must be true or false",
        "{enabled: 1}|dialer: recordings: enabled: must be true or false",
        "[]|dialer: recordings: must be a map",
      })
  void whatASourceSaysWronglyIsRefusedWithoutAValue(String block, String cause) {
    assertThatThrownBy(() -> sources(block))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(cause)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("x-literal"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "knowrithm|{enabled: true}|recordings: the vendor's definition tells of none",
        "knowlarity|{secret: x-literal}|recordings: secret: the vendor's definition needs none",
        "knowlarity|{api: 'https://vendor.example'}|recordings: api: the vendor's definition has none",
      })
  void whatTheVendorHasNotIsRefused(String vendor, String block, String cause) {
    assertThatThrownBy(() -> sources(vendor, block))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(cause);
  }

  private static VendorDefinition definition(String block) {
    return VendorDefinition.of(
        Given.folder(Given.YAML + block, "{'event_type': 'call.completed', 'agent_name': other}"));
  }

  private static Sources sources(String block) {
    return sources("convoso", block);
  }

  private static Sources sources(String vendor, String block) {
    return Sources.read(new StringReader(yaml(vendor, block)), Given.VENDORS, ENVIRONMENT::get);
  }

  private static String yaml(String vendor, String block) {
    return "sources:\n  - {id: dialer, vendor: "
        + vendor
        + ", secrets: ['${TOKEN}'], recordings: "
        + block
        + "}\n";
  }
}
