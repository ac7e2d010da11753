package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trunkline.gateway.ProofUse.SecretUse;
import dev.trunkline.testbed.Backbone;
import dev.trunkline.testbed.SteppingClock;
import dev.trunkline.testbed.WithBackbone;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which secret is still in use, as a running gateway tells it. */
@WithBackbone
class SecretWatchTest {

  private static final byte[] BODY = "{\"event\":\"lead.created\"}".getBytes(UTF_8);
  private static final Instant START = OpenGateway.NOW;
  private static final Secret OLD =
      new Secret("OLD", "secret-watch-old", null, START.plus(Duration.ofDays(30)));
  private static final Secret NEW = new Secret("NEW", "secret-watch-new");

  private final SteppingClock clock = new SteppingClock(START);
  private String vendor;
  private OpenGateway open;

  @BeforeEach
  void open(Backbone backbone) {
    vendor = backbone.unique("watch");
    open = new OpenGateway(backbone.bootstrapServers(), vendor, clock);
  }

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void ofEachSecretItIsSaidWhenItLastProvedAndSinceWhenThatIsSeen() throws Exception {
    asks(OLD);
    post(OLD, 200);
    clock.to(START.plusSeconds(60));
    asks(OLD, NEW);
    clock.to(START.plusSeconds(90));
    post(NEW, 200);
    post(new Secret("OLD", "forged"), 403);

    assertThat(open.gateway.health().proofs())
        .containsExactly(
            new ProofUse(
                vendor,
                "signed",
                "hmac",
                List.of(
                    new SecretUse("OLD", null, OLD.notAfter(), START, START),
                    new SecretUse(
                        "NEW", null, null, START.plusSeconds(60), START.plusSeconds(90)))));
    assertThat(unused("OLD")).isEqualTo(90);
    assertThat(unused("NEW")).isZero();
    assertThat(open.gateway.health().toString()).doesNotContain(OLD.value(), NEW.value());
  }

  @Test
  void aSecretThatWasTakenOutIsForgottenAndSoIsItsGauge() throws Exception {
    asks(OLD, NEW);
    post(OLD, 200);
    asks(NEW);
    clock.to(START.plusSeconds(60));

    assertThat(open.registry.find("trunkline.gateway.secret.unused.seconds").gauges())
        .extracting(gauge -> gauge.getId().getTag("proof"))
        .containsExactly("hmac:NEW");

    asks(OLD, NEW);

    assertThat(use("OLD"))
        .isEqualTo(new SecretUse("OLD", null, OLD.notAfter(), START.plusSeconds(60), null));
  }

  /** A file keeps its name when what lies in it is replaced. */
  @Test
  void anotherValueUnderTheSameNameIsAnotherSecret() throws Exception {
    asks(OLD);
    post(OLD, 200);
    clock.to(START.plusSeconds(60));
    asks(new Secret("OLD", "secret-watch-changed"));

    assertThat(use("OLD")).isEqualTo(new SecretUse("OLD", null, null, START.plusSeconds(60), null));
    assertThat(unused("OLD")).isZero();
  }

  /** A vendor that changes over door by door still needs the old one. */
  @Test
  void eachDoorOfASourceIsWatchedByItself() throws Exception {
    Door lead = door("lead", OLD, NEW);
    open.gateway.open(List.of(door("call", OLD, NEW), lead), List.of());
    post("/hooks/call", NEW, 200);
    post("/hooks/lead", OLD, 200);

    assertThat(open.gateway.health().proofs())
        .extracting(
            ProofUse::door, use -> use.secrets().stream().map(SecretUse::lastProven).toList())
        .containsExactly(
            tuple("call", Arrays.asList(null, START)), tuple("lead", Arrays.asList(START, null)));
  }

  private void asks(Secret... secrets) {
    open.gateway.open(List.of(door("signed", secrets)), List.of());
  }

  private void post(Secret secret, int status) throws Exception {
    post("/hooks/signed", secret, status);
  }

  private void post(String path, Secret secret, int status) throws Exception {
    assertThat(
            open.send(open.post(path, BODY).header("X-Test-Signature", Signer.sign(secret, BODY)))
                .statusCode())
        .isEqualTo(status);
  }

  private SecretUse use(String name) {
    return open.gateway.health().proofs().getFirst().secrets().stream()
        .filter(use -> use.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private double unused(String name) {
    Gauge gauge =
        open.registry
            .get("trunkline.gateway.secret.unused.seconds")
            .tags("source", vendor, "door", "signed", "proof", "hmac:" + name)
            .gauge();
    return gauge.value();
  }

  private Door door(String name, Secret... secrets) {
    Door like = TestDoors.signed(vendor, name, secrets[0], Door.Terms.NONE);
    Proof.Hmac hmac = (Proof.Hmac) like.proofs().getFirst();
    return TestDoors.moved(
        TestDoors.proved(like, new Proof.Hmac(hmac.signing(), hmac.algorithm(), List.of(secrets))),
        vendor,
        like.path());
  }
}
