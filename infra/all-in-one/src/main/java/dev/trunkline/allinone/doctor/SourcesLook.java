package dev.trunkline.allinone.doctor;

import dev.trunkline.load.SourceSecrets;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.SourcesCheck;
import dev.trunkline.vendors.Vendors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a sources file and the variables that it names.
 *
 * @param file null: the demo sources
 * @param folders of further vendors; null: the built-in ones alone
 * @param environment gives variables by name, null where there is none
 */
record SourcesLook(
    @Nullable Path file,
    @Nullable Path folders,
    Function<String, @Nullable String> environment,
    Clock clock)
    implements Examination.Look<SourcesFacts> {

  @Override
  public SourcesFacts facts() throws Unreachable {
    Path read = file;
    if (read == null) {
      return new SourcesFacts(null, 0, List.of(), List.of(), List.of(), List.of(), clock.instant());
    }
    if (!Files.isReadable(read)) {
      throw new Unreachable(
          "no file that can be read: " + read,
          "without its sources a system refuses to start",
          "name the file with --sources FILE");
    }
    Path mounted = folders;
    Vendors vendors =
        mounted == null || !Files.isDirectory(mounted)
            ? Vendors.builtIn()
            : Vendors.builtIn().with(Vendors.unverified(mounted));
    SourcesCheck check = SourcesCheck.of(read, vendors, environment);
    List<String> warnings = new ArrayList<>();
    List<SourcesFacts.Strength> secrets = new ArrayList<>();
    Set<SourcesFacts.Life> lives = new LinkedHashSet<>();
    for (SourcesCheck.Checked checked : check.sources()) {
      warnings.addAll(checked.warnings());
      lives.addAll(lives(checked));
      for (Secret secret : SourceSecrets.of(checked.source())) {
        // What is not set is a problem already.
        if (!secret.value().equals("not set")) {
          secrets.add(
              new SourcesFacts.Strength(
                  checked.source().id(),
                  secret.id(),
                  secret.value().length(),
                  secret.value().chars().distinct().count()));
        }
      }
    }
    return new SourcesFacts(
        read.toString(),
        check.sources().size(),
        check.problems(),
        warnings,
        secrets,
        List.copyOf(lives),
        clock.instant());
  }

  /** Doors of a source mostly ask for the same. */
  private static Set<SourcesFacts.Life> lives(SourcesCheck.Checked checked) {
    Set<SourcesFacts.Life> lives = new LinkedHashSet<>();
    for (Door door : checked.doors()) {
      for (Proof proof : door.proofs().stream().flatMap(one -> one.parts().stream()).toList()) {
        for (Secret secret : proof.all()) {
          if (secret.notBefore() != null || secret.notAfter() != null) {
            lives.add(
                new SourcesFacts.Life(
                    checked.source().id(),
                    secret.id(),
                    secret.notBefore(),
                    secret.notAfter(),
                    proof.all().stream().anyMatch(other -> follows(other, secret.notAfter()))));
          }
        }
      }
    }
    return lives;
  }

  private static boolean follows(Secret other, @Nullable Instant end) {
    return end != null
        && other.at(end) == Secret.Life.LIVE
        && (other.notAfter() == null || other.notAfter().isAfter(end));
  }
}
