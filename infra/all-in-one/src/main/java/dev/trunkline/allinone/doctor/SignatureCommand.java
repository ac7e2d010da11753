package dev.trunkline.allinone.doctor;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.gateway.diagnosis.KnownSecrets;
import dev.trunkline.gateway.diagnosis.ProofDiagnosis;
import dev.trunkline.gateway.diagnosis.RefusedRequest;
import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Refused;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.SecretReference;
import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import dev.trunkline.workbench.KnownSystem;
import dev.trunkline.workbench.SystemOptions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trunkline doctor signature}. */
@Command(
    name = "signature",
    mixinStandardHelpOptions = true,
    header = "Why a webhook was refused, and what would have let it in.",
    synopsisHeading =
        "Examples:%n  trunkline doctor signature%n  trunkline doctor signature --source main-dialer%n  trunkline doctor signature 01932f6c-8a4e-7c1b-9f0d-2b6f1c3d4e5f%n  trunkline doctor signature 01932f6c-8a4e-7c1b-9f0d-2b6f1c3d4e5f --secret file:/run/secrets/new%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Without an id: the refusals that are kept, the newest last, with their ids. With one: whether",
      "another secret fits, one that is over, another encoding, prefix or algorithm, a body that was",
      "written anew on its way, the URL as the vendor sees it, or another clock. Says the names of",
      "secrets alone, and never what a signature should have been. Run it where the gateway's",
      "variables are set. Exit code 1: there is no such refusal, or nothing explains it."
    })
final class SignatureCommand implements Callable<Integer> {

  @Mixin SystemOptions options = new SystemOptions();

  @Parameters(arity = "0..1", paramLabel = "ID", description = "of a refusal; default: list them")
  @Nullable String id;

  @Option(names = "--source", paramLabel = "ID", description = "list those of this source alone")
  @Nullable String source;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "most that are listed (default: 20)")
  int limit = 20;

  @Option(
      names = "--secret",
      paramLabel = "NAME",
      description =
          "a secret to try beside those of the sources: file:PATH, secret:NAME, $${VARIABLE}; may be repeated")
  List<String> secrets = new ArrayList<>();

  @Option(names = "--json", description = "JSON on stdout")
  boolean json;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  @Override
  public Integer call() {
    KnownSystem system = options.known();
    String kafka = system.kafka();
    if (kafka == null) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "nothing runs on the data folder; name it with --data DIR, or Kafka with --kafka HOST:PORT");
    }
    RefusedRequests requests = new RefusedRequests(new KafkaClients(kafka));
    return id == null ? list(requests) : diagnose(refused(requests, id), system);
  }

  private int list(RefusedRequests requests) {
    List<RefusedRequest> newest = requests.newest(source, Math.max(1, limit));
    for (RefusedRequest refused : newest) {
      out.println(
          json
              ? EventJson.mapper().writeValueAsString(RefusedLines.json(refused))
              : RefusedLines.line(refused));
    }
    if (newest.isEmpty() && !json) {
      out.println("nothing was refused within the days that rejected.v1 keeps");
    }
    return ExitCode.OK;
  }

  private int diagnose(RefusedRequest refused, KnownSystem system) {
    Doors doors = Doors.of(system);
    Door door =
        doors.all().stream()
            .filter(
                one -> one.source().equals(refused.source()) && one.name().equals(refused.door()))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.PROBLEMS,
                        "there is no door %s of source %s any more; name the sources file of then with --sources FILE"
                            .formatted(refused.door(), refused.source())));
    ProofDiagnosis diagnosis =
        ProofDiagnosis.of(refused, door, KnownSecrets.of(doors.all()), named(system));
    if (json) {
      out.println(EventJson.mapper().writeValueAsString(RefusedLines.json(refused, diagnosis)));
    } else {
      doors.problems().forEach(problem -> out.println("note       " + problem));
      RefusedLines.print(refused, diagnosis, out);
    }
    return diagnosis.isExplained() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private List<Secret> named(KnownSystem system) {
    Path sources = system.sources();
    try {
      return secrets.stream()
          .map(
              name ->
                  SecretReference.read(
                      name, sources == null ? Path.of("sources.yaml") : sources, System::getenv))
          .toList();
    } catch (Refused e) {
      throw new CommandFailure(
          ExitCode.USAGE, e.getMessage() + "; try --secret file:PATH with the secret in that file");
    }
  }

  private static RefusedRequest refused(RefusedRequests requests, String id) {
    UUID uuid;
    try {
      uuid = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "an id is like 01932f6c-8a4e-7c1b-9f0d-2b6f1c3d4e5f; see the list: trunkline doctor signature");
    }
    return requests
        .find(uuid)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.PROBLEMS,
                    "no refusal has this id, or it was forgotten after 7 days; see the list: trunkline doctor signature"));
  }
}
