package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a definition and a source say of pulling, and what is refused. */
class PullBlockTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("TOKEN", "from-the-environment", "OTHER", "another-one");

  private static final String BLOCK =
      """
      split: [data]
      secret_parameters: [key]
      pull:
        hosts: [api.vendor.example]
        secrets: {token: {parameter: key}}
        settings: [tenant]
        rate: 5/s
        sync: {today: /sync/today}
        apis:
          log:
            url: https://api.vendor.example/v1
            door: call
            headers: {channel: Basic}
            parameters: {from: "{from}", to: "{to}", at: "{cursor}", of: "{tenant}"}
            times: yyyy-MM-dd HH:mm:ss
            page: {rows: data, by: offset, size: 50, most: 1000}
            longest: 6h
            subject: calls
      """;

  @Test
  void aSoundBlockIsRead() {
    PullSpec pull = definition(BLOCK).spec().pull();

    assertThat(pull.apis().get("log").every()).isEqualTo(Duration.ofMinutes(5));
    assertThat(pull.apis().get("log").times().tellsOffset()).isFalse();
    assertThat(pull.sync()).containsExactly(Map.entry(SyncRange.TODAY, "/sync/today"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "hosts: [api.vendor.example]|hosts: [other.example]|pull.apis.log.url: is of api.vendor.example, which is not in hosts",
        "https://api|http://api|pull.apis.log.url: must begin with https:// and a host",
        "/v1|/v1?a=b|pull.apis.log.url: must end with its path",
        "secrets: {token|secrets: {Token|/pull/secrets",
        "{parameter: key}|{parameter: auth}|pull.secrets.token.parameter: auth is not in secret_parameters",
        "of: '{tenant}'|of: '{tennant}'|pull.apis.log.parameters.of: nothing is called tennant there",
        "of: '{tenant}'|key: '{tenant}'|pull.apis.log.parameters.key: is where the secret goes",
        "settings: [tenant]|settings: [tenant, size]|pull.settings: size is what is filled in",
        "rate: 5/s|rate: fast|/pull/rate",
        "today: /sync/today|tomorrow: /sync/today|/pull/sync",
        "today: /sync/today|today: sync|/pull/sync/today",
        "door: call|door: back|pull.apis.log.door: the vendor has no door back",
        "at: '{cursor}'|at: '0'|pull.apis.log.parameters: name no {cursor}, which page.by needs",
        "to: '{to}'|to: now|pull.apis.log.longest: is for what ends at {to}",
        "longest: 6h|longest: 6 hours|/pull/apis/log/longest",
        "longest: 6h|longest: 40d|pull.apis.log.longest: is longer than 744h",
        "longest: 6h|whole_days: true|pull.apis.log.times: must tell a day and no more",
        "yyyy-MM-dd HH:mm:ss|yyyy-MM-dd|pull.apis.log.times: must tell a day, an hour and a minute",
        "yyyy-MM-dd HH:mm:ss|HH:mm:ss|pull.apis.log.times: must tell a day, an hour and a minute",
        "yyyy-MM-dd HH:mm:ss|bb|pull.apis.log.times: is no pattern of java.time",
        "times: yyyy-MM-dd HH:mm:ss|every: 1m|pull.apis.log.times: is missing",
        "rows: data, |''|pull.apis.log.page.rows: are missing",
        "rows: data|csv: true|pull.apis.log.page.columns: are missing",
        "rows: data|csv: true, rows: data|pull.apis.log.page.rows: are of JSON",
        "rows: data|rows: data, columns: [a]|pull.apis.log.page.columns: are of CSV",
        "rows: data|rows: data.|/pull/apis/log/page/rows",
        "rows: data|rows: [data, more.rows]|pull.apis.log.page.rows: more.rows is not in split",
        "size: 50, |''|pull.apis.log.page.size: is missing",
        "by: offset, |''|pull.apis.log.page.size: is of pages that follow by",
        "by: offset, size: 50, |''|pull.apis.log.page.most: is of pages that follow by",
        "by: offset|by: chance|/pull/apis/log/page/by",
        "subject: calls|subject: cats|/pull/apis/log/subject",
        "channel: Basic|a b: Basic|/pull/apis/log/headers",
        "apis:|apees:|/pull",
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
  void wholeDaysAreAskedForInDays() {
    String days =
        BLOCK
            .replace("yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd")
            .replace("longest", "whole_days: true\n      longest");

    assertThat(definition(days.replace("6h", "2d")).spec().pull().apis().get("log").longest())
        .isEqualTo(Duration.ofDays(2));
    assertThatThrownBy(() -> definition(days))
        .hasMessageContaining("pull.apis.log.longest: must be days where whole_days are asked for");
  }

  @Test
  void aSourceSaysWithWhatAndHowOften() {
    PullSettings settings =
        sources(
                "onecom",
                "{secret: '${TOKEN}', settings: {tenant: acme}, api: 'http://127.0.0.1:8099/x',"
                    + " every: 30s, apis: [], enabled: false, reconcile: false, sync: false}")
            .pull();

    assertThat(settings)
        .isEqualTo(
            new PullSettings(
                true,
                Map.of("key", new Secret("TOKEN", "from-the-environment")),
                Map.of("tenant", "acme"),
                URI.create("http://127.0.0.1:8099/x"),
                Duration.ofSeconds(30),
                List.of(),
                false,
                false,
                false));
    assertThat(settings.toString()).doesNotContain("from-the-environment");
  }

  @Test
  void severalSecretsHaveNames() {
    assertThat(
            sources("knowlarity", "{secrets: {api_key: '${TOKEN}', sr_key: '${OTHER}'}}")
                .pull()
                .secrets())
        .containsEntry("api_key", new Secret("TOKEN", "from-the-environment"))
        .containsEntry("sr_key", new Secret("OTHER", "another-one"));
  }

  @Test
  void whatIsSwitchedOffNeedsNothing() {
    assertThat(sources("onecom", "{enabled: false}").pull().enabled()).isFalse();
  }

  @Test
  void aSourceThatSaysNothingIsNotPulled() {
    Source source = read("sources:\n  - {id: d, vendor: convoso, allow_unsigned: true}\n");
    Pulls pulls = Pulls.of(source, Given.VENDORS.get("convoso"));

    assertThat(source.pull()).isEqualTo(PullSettings.NONE);
    assertThat(pulls.configured()).isFalse();
    assertThat(pulls.unavailable()).isEqualTo("source d: pull is not configured");
    assertThat(pulls.names()).containsExactly("log", "recordings");
    assertThat(pulls.polled()).isEmpty();
    assertThat(pulls.reconciles()).isFalse();
  }

  @Test
  void aSourceChoosesWhatIsPolled() {
    VendorDefinition convoso = Given.VENDORS.get("convoso");

    assertThat(Pulls.of(sources("convoso", "{secret: '${TOKEN}'}"), convoso).polled())
        .containsExactly("log");
    assertThat(
            Pulls.of(sources("convoso", "{secret: '${TOKEN}', apis: [recordings]}"), convoso)
                .polled())
        .containsExactly("recordings");
    assertThat(
            Pulls.of(sources("convoso", "{secret: '${TOKEN}', enabled: false}"), convoso).polled())
        .isEmpty();
  }

  @Test
  void noEventChangesWithIt() {
    VendorDefinition convoso = Given.VENDORS.get("convoso");

    assertThat(convoso.hash(sources("convoso", "{secret: '${TOKEN}', every: 30s}")))
        .isEqualTo(convoso.hash(sources("convoso", "{enabled: false}")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "convoso|{}|d: pull: secret: is missing",
        "convoso|{sekret: x-literal}|d: pull: sekret: is unknown",
        "convoso|{secret: [x-literal]}|d: pull: secret: must be a text",
        "convoso|{secret: '${NOWHERE}'}|d: pull: secret: the environment variable NOWHERE is not set",
        "convoso|{secrets: {key: x-literal}}|d: pull: secrets.key: is no secret of the vendor's definition",
        "convoso|{secrets: {token: [x-literal]}}|d: pull: secrets.token: must be a text",
        "convoso|{secret: x-literal, secrets: {token: x-literal}}|d: pull: secret: is for a vendor that needs one",
        "knowlarity|{secret: x-literal}|d: pull: secret: is for a vendor that needs one; say secrets: api_key, sr_key",
        "knowlarity|{secrets: {api_key: x-literal}}|d: pull: secrets.sr_key: is missing",
        "onecom|{secret: x-literal}|d: pull: settings.tenant: is missing",
        "onecom|{secret: x-literal, settings: {tenant: ''}}|d: pull: settings.tenant: is empty",
        "onecom|{secret: x-literal, settings: {tennant: a}}|d: pull: settings.tennant: is no setting",
        "onecom|{secret: x-literal, settings: {tenant: [a]}}|d: pull: settings.tenant: must be a text",
        "onecom|{secret: x-literal, settings: acme}|d: pull: settings: must be a map",
        "convoso|{secret: x-literal, api: 'http://vendor.example'}|d: pull: api: must begin with https:// and a host",
        "convoso|{secret: x-literal, api: 'https://u:x-literal@vendor.example'}|d: pull: api: must have neither user",
        "convoso|{secret: x-literal, every: often}|d: pull: every: must be like 30s or 5m",
        "convoso|{secret: x-literal, every: 1s}|d: pull: every: must be like 30s or 5m",
        "convoso|{secret: x-literal, every: 90000s}|d: pull: every: must be like 30s or 5m",
        "convoso|{secret: x-literal, apis: [calls]}|d: pull: apis: the vendor has no API calls; there are: log, recordings",
        "convoso|{secret: x-literal, apis: log}|d: pull: apis: must be a list of texts",
        "convoso|{secret: x-literal, enabled: maybe}|d: pull: enabled: must be true or false",
        "convoso|{secret: x-literal, reconcile: 1}|d: pull: reconcile: must be true or false",
        "onecom|{enabled: false, sync: 1}|d: pull: sync: must be true or false",
        "convoso|{secret: x-literal, sync: false}|d: pull: sync: the vendor's definition has no such doors",
        "convoso|[]|d: pull: must be a map",
        "mg-digital-leads|{}|d: pull: the vendor's definition tells of no history",
      })
  void whatASourceSaysWronglyIsRefusedWithoutAValue(String vendor, String block, String cause) {
    assertThatThrownBy(() -> sources(vendor, block))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(cause)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("x-literal"));
  }

  @Test
  void aVariableThatIsNotSetIsNamedByItsKey(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sources.yaml");
    Files.writeString(
        file, yaml("knowlarity", "{secrets: {api_key: '${NOWHERE}', sr_key: '${NOBODY}'}}"));

    assertThat(SourcesCheck.of(file, Given.VENDORS, ENVIRONMENT::get).problems())
        .containsExactlyInAnyOrder(
            "sources.yaml: source d: pull: secrets.api_key: "
                + "the environment variable NOWHERE is not set or empty",
            "sources.yaml: source d: pull: secrets.sr_key: "
                + "the environment variable NOBODY is not set or empty");
    assertThat(Sources.withoutSecrets(file, Given.VENDORS).find("d").pull().secrets()).hasSize(2);
  }

  private static VendorDefinition definition(String block) {
    return VendorDefinition.of(
        Given.folder(Given.YAML + block, "{'event_type': 'call.completed', 'agent_name': other}"));
  }

  private static Source sources(String vendor, String block) {
    return read(yaml(vendor, block));
  }

  private static Source read(String yaml) {
    return Sources.read(new StringReader(yaml), Given.VENDORS, ENVIRONMENT::get).find("d");
  }

  private static String yaml(String vendor, String block) {
    String zone = vendor.equals("onecom") ? ", zone: Asia/Jerusalem" : "";
    return "sources:\n  - {id: d, allow_unsigned: true, vendor: "
        + vendor
        + zone
        + ", pull: "
        + block
        + "}\n";
  }
}
