package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "KNOWRITHM_SECRET",
          "from-the-environment",
          "EMPTY",
          "",
          "BLANK",
          " \n",
          "CHANGE",
          "Change-Me!");

  @Test
  void theContractsFormIsRead() {
    Sources sources =
        read(
            """
            sources:
              - id: knowrithm
                vendor: knowrithm
                secrets: ["${KNOWRITHM_SECRET}"]
              - id: pbx
                vendor: onecom
                zone: Asia/Jerusalem
                path: /hooks/pbx
                allow_unsigned: true
                fields: {vendor_call_id: [ref_no]}
                own_numbers: ["+97230000100"]
            """);
    assertThat(sources.find("knowrithm").proofs())
        .singleElement()
        .isInstanceOfSatisfying(
            Proof.Hmac.class,
            hmac -> {
              assertThat(hmac.signing().header()).isEqualTo("X-Knowrithm-Signature");
              assertThat(hmac.signing().prefix()).isEqualTo("sha256=");
              assertThat(hmac.secrets())
                  .containsExactly(new Secret("KNOWRITHM_SECRET", "from-the-environment"));
            });
    assertThat(sources.find("pbx").region()).as("the vendor's own").isEqualTo("IL");
    assertThat(sources.doors(Given.VENDORS)).extracting(Door::path).contains("/hooks/pbx");
    assertThat(sources.warnings()).singleElement().asString().contains("pbx", "without a proof");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "secrets: [x-literal]|secrts: [x-literal]|source a: secrts: is unknown",
        "secrets: [x-literal]|zone: UTC|source a: secrets: are missing",
        "secrets: [x-literal]|secrets: []|source a: secrets: must be a list",
        "secrets: [x-literal]|secrets: ['']|source a: secrets: number 1 is empty",
        "secrets: [x-literal]|secrets: ['${NOWHERE}']|the environment variable NOWHERE is not set",
        "secrets: [x-literal]|secrets: ['${EMPTY}']|the environment variable EMPTY is empty",
        "secrets: [x-literal]|secrets: ['${BLANK}']|the environment variable BLANK is empty",
        "secrets: [x-literal]|secrets: ['${CHANGE}']|the environment variable CHANGE holds a placeholder",
        "secrets: [x-literal]|secrets: ['<the secret>']|number 1 holds a placeholder",
        "secrets: [x-literal]|secrets: ['file:/nowhere/x-literal']|the file of number 1 cannot be read",
        "secrets: [x-literal]|{secrets: [x-literal], allow_unsigned: true}|is no YAML",
        "vendor: knowrithm|vendor: nobody|source a: vendor: is unknown",
        "vendor: knowrithm|vendor: onecom|source a: zone: is missing",
        "id: a|id: A b|source 0: id must be",
        "secrets: [x-literal]|proofs: [{kind: magic, secrets: [x-literal]}]|kind must be hmac",
        "secrets: [x-literal]|proofs: [{kind: header-secret, secrets: [x-literal]}]|needs a header",
        "secrets: [x-literal]|proofs: [{kind: query-secret, header: X, secrets: [x-literal]}]|needs a parameter",
        "secrets: [x-literal]|proofs: [{kind: basic, secrets: [x-literal]}]|needs a user",
        "secrets: [x-literal]|proofs: [{kind: path-secret, sekrets: [x-literal]}]|proofs: sekrets: is unknown",
        "vendor: knowrithm|{vendor: knowrithm}|is no YAML",
        "sources:|source:|must have one key, sources",
      })
  void whatIsWrongIsRefusedWithoutAValue(String sound, String broken, String cause) {
    String yaml =
        """
        sources:
          - id: a
            vendor: knowrithm
            secrets: [x-literal]
        """;
    assertThatThrownBy(() -> read(yaml.replace(sound, broken)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(cause)
        .hasMessageNotContaining("x-literal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "proofs: [{kind: none}]|proofs: kind none stands alone",
        "region: XX|region: is no region",
        "zone: Nowhere|zone: is no time zone",
        "path: hooks|path: must be like",
        "path: /a/../b|path: must be like",
        "paths: {door: /a}|paths: the vendor has no door door",
        "fields: {nothing: [a]}|fields: the vendor has no field nothing",
        "own_numbers: ['050']|own_numbers: number 1 must be in E.164",
        "rate_limit: fast|rate_limit: must be like",
        "compressed: gzip|compressed: must be a list of texts",
        "compressed: [br]|compressed: knows gzip and deflate only",
        "rate_limit: 0/min|rate_limit: must be like",
        "rate_limit: 12/d|rate_limit: must be like",
        "closed_doors: event|closed_doors: must be a list of texts",
        "closed_doors: [door]|closed_doors: the vendor has no door door",
        "closed_doors: [event]|closed_doors: must leave one open that delivers",
      })
  void aSettingThatCannotBeMeantIsRefused(String setting, String cause) {
    String yaml =
        "sources:\n  - id: a\n    vendor: knowrithm\n    secrets: [x]\n    " + setting + "\n";
    assertThatThrownBy(() -> read(yaml)).isInstanceOf(Refused.class).hasMessageContaining(cause);
  }

  @Test
  void noProofIsSaidTwiceToBeMeant() {
    String open = "sources:\n  - {id: a, vendor: knowrithm, proofs: [{kind: none}]";
    Sources sources = read(open + ", allow_unsigned: true}\n");
    assertThat(sources.find("a").proofs()).containsExactly(new Proof.None());
    assertThat(sources.warnings()).singleElement().asString().contains("without a proof");
    assertThatThrownBy(() -> read(open + "}\n")).hasMessageContaining("allow_unsigned");
  }

  @Test
  void everyProofIsReadWithItsNames() {
    Sources sources =
        read(
            """
            sources:
              - id: a
                vendor: knowrithm
                proofs:
                  - {kind: query-secret, parameter: token, secrets: ["${KNOWRITHM_SECRET}"]}
                  - {kind: basic, user: pbx, secrets: ["${KNOWRITHM_SECRET}"]}
            """);
    List<Secret> secrets = List.of(new Secret("KNOWRITHM_SECRET", "from-the-environment"));
    assertThat(sources.find("a").proofs())
        .containsExactly(new Proof.QuerySecret("token", secrets), new Proof.Basic("pbx", secrets));
    assertThat(sources.warnings()).isEmpty();
  }

  @Test
  void aRateIsReadAndMeant() {
    String yaml = "sources:\n  - {id: a, vendor: knowrithm, secrets: [x], rate_limit: 120/min}\n";
    Sources sources = read(yaml);
    assertThat(sources.find("a").rate()).isEqualTo(new Rate(120, Duration.ofMinutes(1)));
    assertThat(sources.doors(Given.VENDORS).get(0).terms().rate())
        .isEqualTo(sources.find("a").rate());
    assertThat(sources.warnings()).noneMatch(warning -> warning.contains("rate"));
  }

  @Test
  void compressedBodiesAreTakenWhereTheSourceSaysSo() {
    Sources sources =
        read(
            "sources:\n  - {id: a, vendor: knowrithm, secrets: [x], compressed: [gzip, deflate]}\n");

    assertThat(sources.doors(Given.VENDORS).get(0).terms().intake().compressed())
        .containsExactlyInAnyOrder(Coding.GZIP, Coding.DEFLATE);
    assertThat(
            read("sources:\n  - {id: a, vendor: knowrithm, secrets: [x]}\n")
                .find("a")
                .intake()
                .compressed())
        .isEmpty();
  }

  @Test
  void aPathMeansTheFirstDoorAndIsSaidOnce() {
    String yaml = "sources:\n  - {id: a, vendor: knowrithm, secrets: [x], path: /a";
    assertThat(read(yaml + "}\n").find("a").paths()).isEqualTo(Map.of("event", "/a"));
    assertThatThrownBy(() -> read(yaml + ", paths: {event: /b}}\n"))
        .hasMessageContaining("paths: path means the door event already");
  }

  @Test
  void numbersAndAgentsAreReadByTheSourcesRegion() {
    Source source =
        read("""
                sources:
                  - id: a
                    vendor: onecom
                    zone: UTC
                    allow_unsigned: true
                    own_numbers: ["0500000101", "+97230000100"]
                    shared_phones: ["+12025550100", "050-000 0102"]
                    agents:
                      - {id: "214", name: Dana Fox, phone: "050 0000 103"}
                      - {phone: "+12025550104"}
                      - {name: " Front desk "}
                """)
            .find("a");
    assertThat(source.ownNumbers()).containsExactly("+972500000101", "+97230000100");
    assertThat(source.sharedPhones()).containsExactly("+12025550100", "+972500000102");
    assertThat(source.agents())
        .containsExactly(
            new Agent("214", "Dana Fox", "+972500000103"),
            new Agent(null, null, "+12025550104"),
            new Agent(null, "Front desk", null));
  }

  @Test
  void agentsMayBeAMapOfNamesById() {
    String yaml =
        """
        sources:
          - id: a
            vendor: knowrithm
            secrets: ["${KNOWRITHM_SECRET}"]
            agents: {"0214": Dana Fox, 215: Noam}
        """;
    Sources sources = read(yaml);
    assertThat(sources.find("a").agents())
        .containsExactly(new Agent("0214", "Dana Fox", null), new Agent("215", "Noam", null));
    assertThat(sources.warnings()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "shared_phones: '+12025550155'|shared_phones: must be a list of texts",
        "shared_phones: [12025550155]|shared_phones: must be a list of texts",
        "shared_phones: ['+12025550100', '2025550']|shared_phones: number 2 must be in E.164",
        "shared_phones: ['2025550155/2025550156']|shared_phones: number 1 must be in E.164",
        "shared_phones: ['+12025550155', '(202) 555-0155']|shared_phones: number 2 stands twice",
        "own_numbers: ['+12025550155', '+12025550155']|own_numbers: number 2 stands twice",
        "agents: Dana|agents: must be a list, or a map of names by id",
        "agents:|agents: must be a list, or a map of names by id",
        "agents: [Dana]|agents: number 1: must be a map of id, name and phone",
        "agents: [{id: '1'}, {}]|agents: number 2: needs an id, a name or a phone",
        "agents: [{id: 214}]|agents: number 1: id: must be a text; put it in quotes",
        "agents: [{id: ' '}]|agents: number 1: id: is empty",
        "agents: [{id: '1', nmae: Dana}]|agents: number 1: nmae: is unknown",
        "agents: [{name: \"Dana\\0\"}]|agents: number 1: name: must be at most 200 characters",
        "agents: [{phone: '0155'}]|agents: number 1: phone: must be in E.164",
        "agents: [{phone: 2025550155}]|agents: number 1: phone: must be a text; put it in quotes",
        "agents: [{id: '1', name: Dana}, {id: '1'}]|agents: number 2: cannot be told from another",
        "agents: [{name: Dana}, {name: Dana}]|agents: number 2: cannot be told from another",
        "agents: [{id: Dana}, {name: Dana}]|agents: number 2: cannot be told from another",
        "agents: [{id: '1', phone: '+12025550155'}, {id: '2', phone: '2025550155'}]|agents: number 2: phone: is another agent's already",
        "agents: {'1': [Dana]}|agents: number 1: name: must be a text",
        "agents: {'1': ''}|agents: number 1: name: is empty",
        "agents: {'1': Dana, '1': Noam}|a key stands twice",
        "default_lead_name: 7|default_lead_name: must be a text",
        "default_lead_name: Dana|default_lead_name: must hold {phone} once",
      })
  void anAgentOrNumberThatCannotBeMeantIsRefusedWithoutQuotingIt(String setting, String cause) {
    String yaml =
        "sources:\n  - id: a\n    vendor: knowrithm\n    secrets: [x]\n    " + setting + "\n";
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(cause)
        .message()
        .matches("(?s)sources: source a: .*|sources:5:.*")
        .doesNotContain("0155", "Dana ");
  }

  @Test
  void whatOnlyTablesGoByIsNoPartOfWhatReadsEvents() {
    VendorDefinition knowlarity = Given.VENDORS.get("knowlarity");
    String plain = "sources:\n  - {id: a, vendor: knowlarity, allow_unsigned: true";
    Source source = read(plain + "}\n").find("a");
    Source told =
        read(plain
                + ", shared_phones: ['+12025550155'], agents: {'1': Dana},"
                + " default_lead_name: 'Lead {phone}'}\n")
            .find("a");
    assertThat(told).as("a change that is taken").isNotEqualTo(source);
    assertThat(knowlarity.hash(told)).isEqualTo(knowlarity.hash(source));
    assertThat(ArchivedSource.write(knowlarity, told))
        .isEqualTo(ArchivedSource.write(knowlarity, source));
    assertThat(told.toString()).doesNotContain("Dana");
  }

  @Test
  void aSourceMayNameItsLeadsOtherwiseThanItsVendor() {
    Sources sources =
        read(
            """
            sources:
              - {id: a, vendor: knowlarity, allow_unsigned: true}
              - id: b
                vendor: mg-digital-leads
                secrets: ["${KNOWRITHM_SECRET}"]
                default_lead_name: CarWale Lead {phone}
              - {id: c, vendor: knowrithm, secrets: ["${KNOWRITHM_SECRET}"]}
            """);
    assertThat(sources.all())
        .extracting(source -> Given.VENDORS.get(source.vendor()).defaultLeadName(source))
        .containsExactly("Knowlarity Lead {phone}", "CarWale Lead {phone}", null);
  }

  @Test
  void twoSourcesCannotShareAnIdOrADoor() {
    String one = "  - {id: a, vendor: knowrithm, secrets: [x]}\n";
    String other = "  - {id: b, vendor: knowrithm, secrets: [x]}\n";
    assertThatThrownBy(() -> read("sources:\n" + one + one))
        .hasMessageContaining("source a: id stands twice");
    assertThatThrownBy(() -> read("sources:\n" + one + other))
        .hasMessageContaining("source b: path: /webhooks/knowrithm is a door of a already");
  }

  @Test
  void aSecretMayStandInAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "from-a-file\n");
    Sources sources =
        read("sources:\n  - {id: a, vendor: knowrithm, secrets: ['file:" + file + "']}\n");
    assertThat(sources.all().get(0).proofs().get(0))
        .isInstanceOfSatisfying(
            Proof.Hmac.class,
            hmac -> assertThat(hmac.secrets().get(0).value()).isEqualTo("from-a-file"));
    assertThat(sources.warnings()).isEmpty();
  }

  @Test
  void theDoorsOfTheDemoAreTheContracts() {
    Sources demo = Sources.demo(Given.VENDORS);
    Door knowrithm = Doors.of(demo.find("knowrithm"), Given.VENDORS.get("knowrithm")).get(0);
    assertThat(knowrithm.path()).isEqualTo("/webhooks/knowrithm");
    assertThat(knowrithm.answers().ok())
        .isEqualTo(new Door.Answer(200, "application/json", "{\"status\":\"success\"}"));
    assertThat(knowrithm.answers().unproven()).isEqualTo(Door.Answer.status(403));
    assertThat(knowrithm.answers().forged()).isEqualTo(Door.Answer.status(403));
    assertThat(knowrithm.keepHeaders()).containsExactly("x-knowrithm-request-id");
    assertThat(knowrithm.description()).isNull();
    Door onecom = Doors.of(demo.find("onecom"), Given.VENDORS.get("onecom")).get(0);
    assertThat(onecom.answers().ok().status()).isEqualTo(202);
    assertThat(onecom.description()).contains("POST", "/api/onecom/webhook", "uniqueid");
    assertThat(onecom.proofs()).containsExactly(new Proof.None());
  }

  private static Sources read(String yaml) {
    return Sources.read(new StringReader(yaml), Given.VENDORS, ENVIRONMENT::get);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: hmac, header: X, signs: '{t}.{body}', secrets: [x-literal]}|signs has {t}, and timestamp is missing",
        "{kind: hmac, header: X, timestamp: {header: T}, secrets: [x-literal]}|timestamp is said, and signs has no {t}",
        "{kind: hmac, header: X, signs: '{t}', timestamp: {header: T}, secrets: [x-literal]}|must hold {body} or {form}",
        "{kind: hmac, header: X, signs: '{url}{form}', secrets: [x-literal]}|public_url is missing",
        "{kind: hmac, header: X, signs: '{url}{form}', public_url: 'ftp://x', secrets: [x-literal]}|public_url must be like",
        "{kind: hmac, header: X, signs: '{bod}', secrets: [x-literal]}|may hold {body}",
        "{kind: hmac, header: X, timestamp: {header: T, tolerance: 0}, signs: '{t}{body}', secrets: [x-literal]}|tolerance must be seconds",
        "{kind: hmac, header: X, timestamp: {element: t}, signs: '{t}{body}', secrets: [x-literal]}|names an element of a header that has none",
        "{kind: hmac, header: X, algorithm: md5, secrets: [x-literal]}|algorithm is unknown",
        "{kind: hmac, header: X, parameter: p, secrets: [x-literal]}|parameter: is unknown",
        "{kind: ed25519, header: X, secrets: [x-literal]}|key literal-1 is",
        "{kind: standard-webhooks, secrets: [x-literal]}|key literal-1 is no",
        "{kind: body-token, path: a..b, secrets: [x-literal]}|keys with dots",
        "{kind: ip-allow, from: [10.0.0.0/33]}|is neither an address nor a block",
        "{kind: ip-allow, from: [10.0.0.1], secrets: [x-literal]}|are not asked for by kind ip-allow",
        "{kind: any-of, proofs: [{kind: path-secret, secrets: [x-literal]}]}|at least two",
        "{kind: any-of, proofs: [path-secret, {kind: path-secret, secrets: [x-literal]}]}|at least one secret",
        "{kind: path-secret, secrets: [{secret: x-literal, not_after: tomorrow}]}|must be a time like",
        "{kind: path-secret, secrets: [{secret: x-literal, not_before: '2027-01-02T00:00:00Z', not_after: '2027-01-01T00:00:00Z'}]}|is not after not_before",
        "{kind: path-secret, secrets: [{secret: x-literal, until: now}]}|until: is unknown",
      })
  void aProofThatCannotBeMeantIsRefused(String proof, String cause) {
    assertThatThrownBy(
            () -> read("sources:\n  - {id: a, vendor: knowrithm, proofs: [" + proof + "]}\n"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(cause)
        .hasMessageNotContaining("x-literal");
  }

  @Test
  void aTokenInABodyAndACompressedBodyContradictEachOther() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    sources:
                      - id: a
                        vendor: knowrithm
                        compressed: [gzip]
                        proofs:
                          - {kind: body-token, path: token, secrets: [x-literal]}
                    """))
        .hasMessageContaining("source a: compressed: contradicts a body-token");
  }

  @Test
  void aFileOfASecretThatChangesChangesTheSecret(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("key"), "the-first-secret");
    Path file =
        Files.writeString(
            folder.resolve("sources.yaml"),
            "sources:\n  - {id: a, vendor: knowrithm, secrets: ['file:" + secret + "']}\n");
    SourcesOrigin origin = SourcesOrigin.file(file, name -> null);
    assertThat(secrets(origin.take())).containsExactly("the-first-secret");
    assertThat(origin.look()).isNull();

    Files.writeString(secret, "another-secret");

    assertThat(origin.look()).as("somebody may still be writing").isNull();
    assertThat(secrets(origin.look())).containsExactly("another-secret");
    assertThat(origin.look()).isNull();
  }

  private static List<String> secrets(Function<Vendors, Sources> sources) {
    return sources.apply(Given.VENDORS).find("a").proofs().getFirst().all().stream()
        .map(Secret::value)
        .toList();
  }
}
