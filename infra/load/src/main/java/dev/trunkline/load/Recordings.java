package dev.trunkline.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.load.Verdict.Equation;
import dev.trunkline.load.model.Erased;
import dev.trunkline.load.scratch.Spill;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * E6: of every recording that is told to be stored there is the file, whole, and no other file; of
 * an erased one there is none.
 */
final class Recordings {

  /** A file stands in its place before it is told, and for a while after it is erased. */
  private static final Duration UNTOLD = Duration.ofHours(1);

  private static final Pattern FOLDER = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.[a-z0-9]+");

  private final Spill bySha;
  private final Erased erased;

  /**
   * Nothing is told yet.
   *
   * @param bySha a spill of 256 parts, its own
   * @param erased recordings whose files are gone, or soon will be
   */
  Recordings(Spill bySha, Erased erased) {
    this.bySha = bySha;
    this.erased = erased;
  }

  /** An event of {@code recordings.v1}. */
  void told(JsonNode event) {
    String sha256 = event.path("sha256").asString("");
    if (event.path("event_type").asString("").equals("recording.stored")
        && NAME.matcher(sha256 + ".x").matches()) {
      String call = event.path("call_id").asString(event.path("vendor_recording_id").asString(""));
      String element = Erased.element(event);
      bySha.add(
          HexFormat.fromHexDigits(sha256, 0, 2),
          String.join(" ", sha256, Long.toString(event.path("bytes").asLong(-1)), element, call)
              .getBytes(UTF_8));
    }
  }

  /**
   * What a stored recording must be; who tells of it goes into words.
   *
   * @param erased since when all who tell of it are; null while anybody else does
   */
  private record Told(long bytes, String call, @Nullable Instant erased) {

    /** Of two that tell of one file. */
    Told and(Told later) {
      if (erased == null || later.erased == null) {
        return later.erased == null ? later : this;
      }
      return erased.isAfter(later.erased) ? this : later;
    }
  }

  /** Judges the files of a folder store. */
  Equation judge(Path root, Instant now) {
    List<String> violations = new ArrayList<>();
    long checked = 0;
    for (int part = 0; part < bySha.parts(); part++) {
      Map<String, Told> told = new TreeMap<>();
      bySha.each(
          part,
          record -> {
            String[] words = new String(record, UTF_8).split(" ", 4);
            told.merge(
                words[0],
                new Told(Long.parseLong(words[1]), words[3], erased.since(words[2])),
                Told::and);
          });
      bySha.drop(part);
      Map<String, Path> files = files(root.resolve("%02x".formatted(part)), violations);
      checked += told.size();
      told.forEach((sha256, is) -> judge(sha256, is, files.remove(sha256), now, violations));
      files.forEach((sha256, file) -> orphan(root, file, now, violations));
    }
    strangers(root, violations);
    return new Equation(
        "E6", "of every stored recording there is the file, and no other", checked, violations);
  }

  private static void judge(
      String sha256, Told told, @Nullable Path file, Instant now, List<String> violations) {
    String what = "call " + told.call() + ": its recording " + sha256;
    if (told.erased() != null) {
      if (file != null && told.erased().isBefore(now.minus(UNTOLD))) {
        violations.add(what + " was erased and is there");
      }
      return;
    }
    if (file == null) {
      violations.add(what + " is not there");
      return;
    }
    try {
      if (told.bytes() >= 0 && Files.size(file) != told.bytes()) {
        violations.add(what + " has " + Files.size(file) + " bytes, stored were " + told.bytes());
      } else if (!sha256(file).equals(sha256)) {
        violations.add(what + " has other bytes than were stored");
      }
    } catch (IOException e) {
      violations.add(what + " cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static void orphan(Path root, Path file, Instant now, List<String> violations) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(UNTOLD))) {
        violations.add("file " + root.relativize(file) + " is told by no recording");
      }
    } catch (IOException e) {
      violations.add("file " + root.relativize(file) + " cannot be read");
    }
  }

  /** The files below one folder by the hash that they are named by. */
  private static Map<String, Path> files(Path folder, List<String> violations) {
    Map<String, Path> files = new HashMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> below = Files.walk(folder)) {
        below
            .filter(Files::isRegularFile)
            .forEach(
                file -> {
                  var name = NAME.matcher(file.getFileName().toString());
                  if (name.matches()) {
                    files.put(name.group(1), file);
                  } else {
                    violations.add("file " + file.getFileName() + " is no recording's");
                  }
                });
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + folder, e);
      }
    }
    return files;
  }

  /** What lies beside the folders; what is coming in is nobody's yet. */
  private static void strangers(Path root, List<String> violations) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> entries = Files.list(root)) {
      entries
          .filter(entry -> !entry.getFileName().toString().equals(".incoming"))
          .filter(entry -> !FOLDER.matcher(entry.getFileName().toString()).matches())
          .forEach(entry -> violations.add("file " + entry.getFileName() + " is no recording's"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + root, e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
