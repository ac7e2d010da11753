package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What a gateway and its health page must say. Pure. */
final class GatewayProbes {

  private static final Duration SLOW = Duration.ofSeconds(1);

  /** It drains within seconds where Kafka takes anything. */
  private static final long OLDEST_SECONDS = 60;

  /** Whatever renews certificates does so earlier. */
  private static final Duration CERTIFICATE_ENDS = Duration.ofDays(14);

  static final List<Probe<GatewayFacts>> ALL =
      List.of(
          new Probe<>("answers", GatewayProbes::answers),
          new Probe<>("health", GatewayProbes::health),
          new Probe<>("taking", GatewayProbes::taking),
          new Probe<>("draining", GatewayProbes::draining),
          new Probe<>("definitions", GatewayProbes::definitions),
          new Probe<>("used-secrets", UsedSecrets::judge),
          new Probe<>("certificate", GatewayProbes::certificate));

  private GatewayProbes() {}

  private static Judgement answers(GatewayFacts facts) {
    return Judgement.of(
        "%s, in %s".formatted(facts.address(), Texts.duration(facts.took())),
        facts.took().compareTo(SLOW) > 0,
        "a request that asks for nothing took " + Texts.duration(facts.took()),
        "vendors give up after a few seconds, and some never send again",
        "see what has the processor: top; and what is on the way: trunkline status");
  }

  private static Judgement health(GatewayFacts facts) {
    JsonNode health = facts.health();
    if (health == null) {
      return Judgement.well("the private port is not known; name it with --workbench");
    }
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, JsonNode> part : health.path("components").properties()) {
      if (part.getValue().path("status").asString("UP").equals("DOWN")) {
        findings.add(
            new Finding(
                "%s is down: %s".formatted(part.getKey(), part.getValue().path("details")),
                "what it does is not done meanwhile",
                "trunkline.log names the reason; servers are started again by themselves, a stage that stopped needs a restart"));
      }
    }
    return new Judgement(health.path("status").asString("UNKNOWN"), findings);
  }

  private static Judgement taking(GatewayFacts facts) {
    String refusing = journal(facts).path("refusing").asString("nothing");
    return Judgement.of(
        refusing.equals("nothing") ? "deliveries are taken" : "refusing: " + refusing,
        !refusing.equals("nothing"),
        "the journal takes nothing: " + refusing,
        "vendors are told 503",
        switch (refusing) {
          case "full" -> "see why Kafka takes nothing: trunkline doctor --only kafka";
          case "disk-short" -> "room on the disk of the data folder";
          default -> "look at the disk: trunkline doctor --only data";
        });
  }

  private static Judgement draining(GatewayFacts facts) {
    JsonNode journal = journal(facts);
    long waiting = journal.path("waiting").asLong(0);
    long oldest = journal.path("oldestSeconds").asLong(0);
    return Judgement.of(
        waiting == 0 ? "nothing waits for Kafka" : "%,d wait for Kafka".formatted(waiting),
        oldest > OLDEST_SECONDS,
        "%,d deliveries wait for Kafka, the oldest for %d s".formatted(waiting, oldest),
        "they are kept, and no stage sees them",
        "see why Kafka takes nothing: trunkline doctor --only kafka");
  }

  private static Judgement definitions(GatewayFacts facts) {
    JsonNode health = facts.health();
    JsonNode details =
        health == null
            ? MissingNode.getInstance()
            : health.path("components").path("vendors").path("details");
    List<Finding> findings = new ArrayList<>();
    for (JsonNode refused : details.path("refused")) {
      findings.add(
          new Finding(
              refused.asString(refused.toString()),
              "what was in force before is read by",
              "mend it; it is looked at once a second: trunkline vendors verify --vendors DIR"));
    }
    return new Judgement(details.path("sources").size() + " sources in force", findings);
  }

  private static Judgement certificate(GatewayFacts facts) {
    JsonNode said = facts.gateway().path("certificate");
    if (!said.isObject()) {
      return Judgement.well("none: TLS is a proxy's, if there is any");
    }
    Instant until = Instant.parse(said.path("until").asString());
    List<Finding> findings = new ArrayList<>();
    String refusal = said.path("refusal").asString("none");
    if (!refusal.equals("none")) {
      findings.add(
          new Finding(
              "a renewed certificate is not taken: " + refusal,
              "the one before is shown until it ends at " + until,
              "mend the bundle's files: they are looked at when they change; trunkline.log has more"));
    }
    if (until.isBefore(facts.now().plus(CERTIFICATE_ENDS))) {
      findings.add(
          new Finding(
              "the certificate in force ends at " + until,
              "from then on no vendor speaks to the door",
              "renew it; where that was done, see whether the files that the bundle names have changed"));
    }
    return new Judgement("until " + until, findings);
  }

  private static JsonNode journal(GatewayFacts facts) {
    return facts.gateway().path("journal");
  }
}
