package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Doors;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.workbench.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trunkline doctor signature} at a gateway that refused something. */
class SignatureCommandTest {

  private static final OneInstallation HERE = OneInstallation.shared();
  private static final String BODY = "{\"event\":\"lead.created\",\"signature\":\"test\"}";

  @TempDir Path folder;

  @Test
  void aRefusalIsListedAndExplained() throws Exception {
    Door door = signedDoor();
    Secret secret = ((Proof.Hmac) door.proofs().getFirst()).secrets().getFirst();
    post(door, "sha256=" + base64(secret.value()));

    String id = newest(door.source());
    Said said = doctor("signature", id);

    assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(said.text())
        .contains("wrong-proof (mismatch)", "of source " + door.source())
        .contains("it was written in base64, where hex is asked for")
        .doesNotContain(secret.value());
  }

  @Test
  void aSecretInAFileIsTriedAndNotTold() throws Exception {
    Door door = signedDoor();
    post(door, "sha256=" + base64("the-vendors-own-test-secret"));
    String id = newest(door.source());
    assertThat(doctor("signature", id).exitCode()).isEqualTo(ExitCode.PROBLEMS);

    Path file = Files.writeString(folder.resolve("guess"), "the-vendors-own-test-secret\n");
    Said said = doctor("signature", id, "--secret", "file:" + file);

    assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(said.text())
        .contains("with secret file:" + file + ", which was named")
        .doesNotContain("the-vendors-own-test-secret");
    Said shown = doctor("signature", id, "--secret", "plain-secret-on-a-command-line");
    assertThat(shown.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(shown.text()).doesNotContain("plain-secret-on-a-command-line");
  }

  @Test
  void whatIsNoIdIsSaid() {
    assertThat(doctor("signature", "x").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(doctor("signature", "01932f6c-8a4e-7c1b-9f0d-2b6f1c3d4e5f").exitCode())
        .isEqualTo(ExitCode.PROBLEMS);
  }

  private static Door signedDoor() {
    return HERE.sources.all().stream()
        .flatMap(source -> Doors.of(source, HERE.vendors.get(source.vendor())).stream())
        .filter(
            door ->
                door.proofs().getFirst() instanceof Proof.Hmac hmac
                    && hmac.signing().prefix().equals("sha256="))
        .findFirst()
        .orElseThrow();
  }

  private static void post(Door door, String signature) throws Exception {
    URI gateway = HERE.installation.address().gateway();
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(door.path()))
            .header(((Proof.Hmac) door.proofs().getFirst()).signing().header(), signature)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(BODY))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(403);
    }
  }

  private static String base64(String secret) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(BODY.getBytes(UTF_8)));
  }

  private static String newest(String source) {
    String list = doctor("signature", "--source", source, "--limit", "1").text();
    assertThat(list).contains(source, "wrong-proof");
    return list.lines()
        .filter(line -> line.contains(source))
        .findFirst()
        .orElseThrow()
        .split(" +", -1)[1];
  }

  private record Said(int exitCode, String text) {}

  private static Said doctor(String... words) {
    List<String> all = new ArrayList<>(List.of("doctor"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", HERE.data.toString()));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    System.setOut(new PrintStream(said, true, UTF_8));
    System.setErr(System.out);
    try {
      int exitCode = Main.commandLine().execute(all.toArray(String[]::new));
      return new Said(exitCode, said.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
