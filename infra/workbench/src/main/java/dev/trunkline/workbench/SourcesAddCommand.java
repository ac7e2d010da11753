package dev.trunkline.workbench;

import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.MountedSecrets;
import dev.trunkline.vendors.NewSource;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.SourcesCheck;
import dev.trunkline.vendors.VendorDefinition;
import dev.trunkline.vendors.Vendors;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trunkline sources add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    header = "Add a source with a secret of its own, and print what its vendor needs.",
    synopsisHeading =
        "Examples:%n  trunkline sources add%n  trunkline sources add --vendor onecom --id pbx --zone Asia/Jerusalem%n  trunkline sources add --vendor knowrithm --id agents --secret - < signing-secret%n  trunkline sources add --vendor mg-digital-leads --id raam --show-secrets > raam.md%n  trunkline sources add --vendor convoso --id west --base https://hooks.example.com%n%nUsage: ",
    descriptionHeading = "%n",
    description = {
      "Asks at a terminal for what the options do not say; elsewhere it names what is",
      "missing. Writes the source to the end of the sources file, where nothing else",
      "changes, once the reader of a start has accepted the whole. Then prints the",
      "setup sheet: URL, proof, a call to try, answers, where to click, how to change",
      "the secret.",
      "",
      "The secret never stands in the sources file. It is made here (256 bits) or taken",
      "as the vendor gives it, and put into a file that only you can read; the sources",
      "file names that. One that was made here is shown once, at your terminal, as you",
      "have to hand it over; into a pipe, a file or --json it goes with --show-secrets",
      "only, and the sheet names its file instead. One that the vendor gave is never",
      "shown.",
      "",
      "Ends with 4 if the id, a path or the secret's file is taken, and has changed",
      "nothing then.",
      ""
    })
public final class SourcesAddCommand implements Callable<Integer> {

  private static final Pattern BASE = Pattern.compile("https?://[A-Za-z0-9._~:@%/\\[\\]-]+");
  private static final String HERE = "http://127.0.0.1:8080";
  private static final String FILE = "sources.yaml";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  CommandSpec spec;

  @Mixin NewSourceOptions wish = new NewSourceOptions();
  @Mixin SecretOptions secrets = new SecretOptions();
  @Mixin VendorOptions definitions = new VendorOptions();

  @Option(
      names = "--sources",
      paramLabel = "FILE",
      description = "made where it is missing (default: ./sources.yaml)")
  @Nullable String sources;

  @Option(
      names = {"--base", "--base-url"},
      paramLabel = "URL",
      description = "the gateway's public address (default: " + HERE + ")")
  @Nullable String base;

  @Option(
      names = "--show-secrets",
      description = "show the secret that is made here, wherever the sheet goes")
  boolean showSecrets;

  @Option(names = "--json", description = "one JSON object on stdout; asks nothing")
  boolean json;

  private final PrintStream out;
  private final InputStream in;
  private final Supplier<Optional<Terminal>> terminal;
  private final Function<String, @Nullable String> environment;
  private final Consumer<Definitions> doorCheck;

  /**
   * A command.
   *
   * @param doorCheck throws {@link IllegalArgumentException} where doors cannot be open together
   */
  public SourcesAddCommand(Consumer<Definitions> doorCheck) {
    this(Output.standard(), System.in, Terminal::here, System::getenv, doorCheck);
  }

  SourcesAddCommand(
      PrintStream out,
      InputStream in,
      Supplier<Optional<Terminal>> terminal,
      Function<String, @Nullable String> environment,
      Consumer<Definitions> doorCheck) {
    this.out = out;
    this.in = in;
    this.terminal = terminal;
    this.environment = environment;
    this.doorCheck = doorCheck;
  }

  @Override
  public Integer call() {
    String address = address();
    Optional<Terminal> person = json ? Optional.empty() : terminal.get();
    Interview interview = new Interview(person.orElse(null));
    Vendors vendors = definitions.vendors();
    VendorDefinition vendor = wish.vendor(interview, vendors);
    Path file =
        Path.of(
            interview.asks()
                ? interview.answer(sources, "--sources", "the sources file", FILE)
                : sources == null ? FILE : sources);
    try {
      NewSecret secret =
          secrets.secret(
              interview,
              in,
              wish.proof(vendor),
              wish.secretName(),
              MountedSecrets.of(file, environment));
      NewSource wished = wish.source(vendor, secret);
      SourcesCheck check = add(file, wished, secret, vendors);
      SourcesCheck.Checked checked =
          check.sources().stream()
              .filter(source -> source.source().id().equals(wished.id()))
              .findFirst()
              .orElseThrow();
      tell(
          new AddedSource(
              file, vendor, checked, secret, address, showSecrets || person.isPresent()),
          check);
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "a file cannot be read or written; look at its folder: " + e.getMessage());
    }
  }

  /** All of it or nothing: the file of a secret that no source names is taken away again. */
  private SourcesCheck add(Path file, NewSource wished, NewSecret secret, Vendors vendors)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    try (SourcesFile open = SourcesFile.open(file)) {
      byte[] before = open.bytes();
      Sources standing = VendorOptions.accepted(() -> NewSource.standing(name, before, vendors));
      VendorOptions.accepted(() -> wished.taken(standing, vendors))
          .ifPresent(
              taken -> {
                throw new CommandFailure(
                    ExitCode.REFUSED,
                    taken
                        + "; nothing was changed: choose another --id, --path [DOOR=]PATH, or --close DOOR");
              });
      secret.write();
      try {
        byte[] after = VendorOptions.accepted(() -> wished.addedTo(name, before));
        SourcesCheck check =
            VendorOptions.accepted(
                () -> wished.check(file, after, vendors, environment, doorCheck));
        open.replace(after);
        return check;
      } catch (IOException | RuntimeException e) {
        secret.takeBack();
        throw e;
      }
    }
  }

  private void tell(AddedSource added, SourcesCheck check) {
    if (json) {
      out.println(Output.json(added.json(check.problems())));
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("source " + added.checked().source().id() + " stands in " + added.file());
    if (added.secret().value() != null) {
      err.println("its secret is in " + added.secret().file() + ", which only you can read");
    }
    check.problems().forEach(problem -> err.println("in this shell: " + problem));
    err.println(
        "a system that runs with this file takes it within seconds; else: trunkline up --sources "
            + added.file());
    if (base == null) {
      err.println("the sheet has this machine's address; --base URL gives it the public one");
    }
    err.println();
    added.sheet().forEach(out::println);
  }

  private String address() {
    String said = base == null ? HERE : base.replaceFirst("/+$", "");
    if (!BASE.matcher(said).matches()) {
      throw new CommandFailure(ExitCode.USAGE, "--base is like https://hooks.example.com");
    }
    return said;
  }
}
