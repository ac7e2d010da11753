package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.VendorDefinition;
import dev.trunkline.vendors.Vendors;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Definitions listed, verified, begun, and handed out. */
class VendorsCommandTest {

  private static final String YAML =
      """
      vendor: acme
      title: A vendor for tests
      doors:
        call: {path: /webhooks/acme, methods: [POST]}
        lead: {path: /webhooks/acme-leads, methods: [POST]}
      proofs: [path-secret]
      source_defaults: {zone: UTC}
      split: [data, rows]
      fields:
        vendor_call_id: [id, call.id]
        started_at: [start]
        kind: [kind]
      words:
        status: {answered: ["YES", OK], missed: ["NO"]}
      """;
  private static final String MAPPING =
      """
      { 'event_type': kind = 'log' ? 'call.logged' : 'call.completed',
        'status': $word('status', kind) }
      """;
  private static final String SAMPLE =
      """
      {"story": "A call", "door": "call",
       "request": {"body": {"data": [{"call": {"id": "1"}, "kind": "yes"}]}},
       "means": {"events": [{"event_type": "call.completed", "status": "answered"}]}}
      """;

  @TempDir Path folder;

  @Test
  void everyBuiltInVendorIsListed() {
    List<String> ids = Vendors.builtIn().all().stream().map(VendorDefinition::vendor).toList();

    Shell shell = Shell.run(VendorsListCommand::new);
    JsonNode json = Shell.run(VendorsListCommand::new, "--json").json().get("vendors");

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out()).contains("POST /webhooks/knowrithm").contains("proofs hmac");
    assertThat(json.valueStream().map(it -> it.get("vendor").asString()).toList()).isEqualTo(ids);
    assertThat(json.get(0).get("content_hash").asString()).hasSize(64);
  }

  @Test
  void everyBuiltInVendorHolds() {
    Shell shell = Shell.run(VendorsVerifyCommand::new, "--json");

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.json().get("holds").asBoolean()).isTrue();
    assertThat(shell.json().get("vendors")).hasSameSizeAs(Vendors.builtIn().all());
  }

  @Test
  void whatNoSampleExercisesIsTold() throws IOException {
    Path acme = acme(SAMPLE);

    Shell shell = verify(acme.toString());
    Shell strict = verify("--strict", acme.toString());

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out())
        .contains("acme: 1 of 1 samples come out as they say")
        .contains("2 of 4 aliases: vendor_call_id: id, started_at: start")
        .contains("2 of 3 words: status: ok, status: no")
        .contains("1 of 2 doors: lead")
        .contains("1 of 2 splits: rows")
        .contains("1 of 2 event types: call.logged");
    assertThat(strict.exitCode()).isEqualTo(ExitCode.PROBLEMS);
  }

  @Test
  void whatASampleExercisesIsNoGap() throws IOException {
    Path acme = acme(SAMPLE);
    Files.writeString(
        acme.resolve("samples/second.json"),
        """
        {"story": "Another", "door": "lead",
         "request": {"body": {"rows": [{"id": "2", "start": "2026-01-01T00:00:00Z", "kind": "log"},
                                       {"id": "3", "kind": "no"}, {"id": "4", "kind": "ok"}]}},
         "means": {"events": [{"event_type": "call.logged"}, {"status": "missed"}, {}]}}
        """);

    Shell strict = verify("--strict", acme.toString());

    assertThat(strict.out().lines()).containsExactly("acme: 2 of 2 samples come out as they say");
    assertThat(strict.exitCode()).isZero();
  }

  @Test
  void aSampleThatComesOutOtherwiseIsNamed() throws IOException {
    Path acme = acme(SAMPLE.replace("answered", "missed"));

    Shell shell = verify("--vendors", folder.toString(), "--json");

    assertThat(shell.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    JsonNode found = shell.json().get("vendors").get(0);
    assertThat(found.get("held").asInt()).isZero();
    assertThat(found.get("differences").get(0).get("sample").asString()).isEqualTo("first");
    assertThat(found.get("differences").get(0).get("difference").asString())
        .isEqualTo("event 0: status is answered, not missed");
    assertThat(verify(acme.toString()).out()).contains("first: event 0: status is answered");
  }

  @Test
  void aFolderThatIsRefusedHidesNoOther() throws IOException {
    acme(SAMPLE);
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("vendor.yaml"), YAML.replace("acme", "broken"));
    Files.writeString(broken.resolve("mapping.jsonata"), "{'event_type': knid}");

    Shell shell = verify("--vendors", folder.toString());

    assertThat(shell.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(shell.out())
        .contains("acme: 1 of 1 samples")
        .contains("broken: refused: broken/mapping.jsonata:1:16: the field knid is not in");
  }

  @Test
  void aBrokenSampleDoesNotStopWhoLooksForTheReason() throws IOException {
    acme(SAMPLE.replace("answered", "missed"));
    Path body = Files.writeString(folder.resolve("body.json"), "{\"id\": \"9\", \"kind\": \"no\"}");

    Shell shell =
        Shell.run(
            MapCommand::new, "--vendor", "acme", "--vendors", folder.toString(), body.toString());

    assertThat(shell.json().get("events").get(0).get("status").asString()).isEqualTo("missed");
  }

  @Test
  void aVendorThatNobodyKnowsIsAWrongCall() {
    Shell shell = verify("nobody");

    assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("no vendor nobody; there are: ");
  }

  @Test
  void aFolderWithoutVendorsDoesNotPassForOneThatHolds() {
    Shell shell = verify("--vendors", folder.toString());

    assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains("no vendor's folder in ");
  }

  @Test
  void aNewFolderVerifiesAsItStands() {
    Shell begun = Shell.run(VendorsNewCommand::new, "fresh", "--dir", folder.toString());

    assertThat(begun.exitCode()).isZero();
    assertThat(folder.resolve("fresh")).isDirectoryContaining("glob:**/README.md");
    Shell verified = verify(folder.resolve("fresh").toString());
    assertThat(verified.exitCode()).isZero();
    assertThat(verified.out()).contains("fresh: 1 of 1 samples come out as they say");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"call_id\": \"c1\", \"start\": \"2026-01-01 10:00:00\", \"odd: key\": [1], \"n\": null}",
        "{\"data\": [{\"lead_id\": 7, \"email\": \"a@example.com\", \"Status\": \"won\"}, {}]}",
        "{\"event\": \"x\", \"lead\": {\"full_name\": \"Dana\", \"phone\": \"+12025550123\"}}",
        "?call_id=c1&disposition=ANSWERED&duration=00:01:05\n",
        "[{\"uniqueid\": \"1\"}, 5]",
        "{\"nothing\": \"that we know\"}",
        "{\"yes\": 1, \"'\\\"#\": 2, \"\\u05d0\": \"\\u05d1\"}",
        "{}"
      })
  void aNewFolderOfAnyPayloadVerifiesAsItStands(String payload) throws IOException {
    Path from = Files.writeString(folder.resolve("payload"), payload);

    Shell begun =
        Shell.run(
            VendorsNewCommand::new, "fresh", "--dir", folder.toString(), "--from", from.toString());

    assertThat(begun.err()).isEmpty();
    assertThat(begun.exitCode()).isZero();
    Shell verified = verify(folder.resolve("fresh").toString());
    assertThat(verified.out()).contains("fresh: 1 of 1 samples come out as they say");
    assertThat(verified.exitCode()).isZero();
  }

  @Test
  void aPayloadsKeysComeUnderTheirNames() throws IOException {
    Path from =
        Files.writeString(
            folder.resolve("payload.json"),
            """
            {"Call-ID": "c1", "start_time": "2026-01-01 10:00:00", "disposition": "NO ANSWER",
             "queue_mood": "calm"}
            """);

    Shell.run(
        VendorsNewCommand::new, "fresh", "--dir", folder.toString(), "--from", from.toString());

    String yaml = Files.readString(folder.resolve("fresh/vendor.yaml"));
    assertThat(yaml)
        .contains("vendor_call_id: [\"Call-ID\"]")
        .contains("started_at: [start_time]")
        .contains("vendor_disposition: [disposition]")
        .contains("missed: [\"NO ANSWER\"]")
        .contains("zone: required")
        .contains("#   queue_mood");
  }

  @Test
  void whatIsThereIsLeftAsItIs() throws IOException {
    Path acme = acme(SAMPLE);

    Shell shell = Shell.run(VendorsNewCommand::new, "acme", "--dir", folder.toString());

    assertThat(shell.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(acme.resolve("vendor.yaml")).hasContent(YAML);
  }

  @Test
  void aSheetNamesSecretsAndShowsNone() throws IOException {
    Path sources =
        Files.writeString(
            folder.resolve("sources.yaml"),
            """
            sources:
              - {id: k, vendor: knowrithm, secrets: ["${KNOWRITHM_SECRET}"]}
              - {id: typed-in, vendor: knowrithm, secrets: [hush-hush], path: /other/door}
            """);

    Shell named = sheet("--sources", sources.toString(), "--source", "k");
    Shell typedIn =
        sheet(
            "--sources",
            sources.toString(),
            "--source",
            "typed-in",
            "--base-url",
            "https://in.example.org/");

    assertThat(named.exitCode()).isZero();
    assertThat(named.out())
        .contains("`https://hooks.example.com/webhooks/knowrithm`")
        .contains("X-Knowrithm-Signature: sha256=$SIGNATURE")
        .contains("openssl dgst -sha256 -hmac \"$KNOWRITHM_SECRET\" -hex")
        .contains("## What to click")
        .contains("Add Endpoint")
        .doesNotContain("## Known quirks");
    assertThat(typedIn.out())
        .contains("`https://in.example.org/other/door`")
        .contains("$TYPED_IN_SECRET")
        .doesNotContain("hush");
  }

  @Test
  void theCallToTryIsSignedAsTheVendorSigns() throws Exception {
    Assumptions.assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(programs -> Files.isExecutable(Path.of(programs, "openssl"))),
        "the sheet's script needs openssl");

    // given: a curl that tells its words instead of sending
    Path curl = Files.writeString(folder.resolve("curl"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    curl.toFile().setExecutable(true);
    String sheet = sheet("--source", "knowrithm").out();
    String script = sheet.substring(sheet.indexOf("```sh") + 5, sheet.lastIndexOf("```"));
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
    shell.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    shell.environment().put("KNOWRITHM_SECRET", "for-a-test");

    // when
    Process process = shell.start();
    String told = new String(process.getInputStream().readAllBytes(), UTF_8);

    // then
    assertThat(process.waitFor()).isZero();
    Sample sample = Vendors.builtIn().get("knowrithm").samples().get(0);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("for-a-test".getBytes(UTF_8), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal(sample.body()));
    assertThat(told)
        .contains("https://hooks.example.com/webhooks/knowrithm\n")
        .contains("X-Knowrithm-Signature: sha256=" + signature)
        .contains(new String(sample.body(), UTF_8));
  }

  @Test
  void aPathSecretIsNamedInTheUrl() throws IOException {
    Path sources =
        Files.writeString(
            folder.resolve("sources.yaml"),
            """
            sources:
              - {id: pbx, vendor: onecom, zone: Asia/Jerusalem, secrets: ["file:/run/secrets/pbx"]}
            """);

    assertThat(sheet("--sources", sources.toString(), "--source", "pbx").out())
        .contains("/api/onecom/webhook/$PBX_SECRET");
  }

  private static Shell verify(String... words) {
    return Shell.run(VendorsVerifyCommand::new, words);
  }

  private static Shell sheet(String... words) {
    return Shell.run(VendorsSheetCommand::new, words);
  }

  private Path acme(String sample) throws IOException {
    Path acme = folder.resolve("acme");
    Files.createDirectories(acme.resolve("samples"));
    Files.writeString(acme.resolve("vendor.yaml"), YAML);
    Files.writeString(acme.resolve("mapping.jsonata"), MAPPING);
    Files.writeString(acme.resolve("samples/first.json"), sample);
    return acme;
  }
}
