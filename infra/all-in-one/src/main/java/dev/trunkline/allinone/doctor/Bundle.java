package dev.trunkline.allinone.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.load.Secrets;
import dev.trunkline.load.SourceSecrets;
import dev.trunkline.vendors.Refused;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.Source;
import dev.trunkline.workbench.KnownSystem;
import dev.trunkline.workbench.RunningSystem;
import dev.trunkline.workbench.StatusCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.common.utils.AppInfoParser;

/** What helps somebody far away to understand a system, and nothing that is nobody else's. */
record Bundle(Map<String, String> files) {

  private static final int LOG_BYTES = 1024 * 1024;
  private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|TOKEN|_KEY");
  private static final List<String> KEPT = List.of("postgres.password", "operator-token");

  /** All of it as texts, redacted. */
  static Bundle of(KnownSystem system, Told told, Report report) {
    Redaction redaction = new Redaction(secrets(system));
    Map<String, String> files = new LinkedHashMap<>();
    files.put("doctor.json", json(report.json()));
    files.put("settings.json", json(told.settings()));
    files.put("versions.json", json(versions()));
    RunningSystem running = system.running();
    if (running != null) {
      files.put("status.json", status(running));
    }
    Path data = system.data();
    if (data != null) {
      files.put("trunkline.log", log(data.resolve("trunkline.log")));
    }
    files.replaceAll((name, text) -> redaction.of(text));
    return new Bundle(files);
  }

  /** For its owner only, until they hand it on. */
  void write(Path file) throws IOException {
    Files.deleteIfExists(file);
    Path folder = file.toAbsolutePath().getParent();
    FileAttribute<?>[] rights =
        Files.getFileStore(folder).supportsFileAttributeView("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, rights);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(UTF_8));
        zip.closeEntry();
      }
    }
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("trunkline", "0.1.0");
    versions.put("java", Runtime.version().toString());
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    versions.put("processor", System.getProperty("os.arch"));
    versions.put("kafka-clients", AppInfoParser.getVersion());
    return versions;
  }

  private static String status(RunningSystem running) {
    try {
      return StatusCommand.json(running);
    } catch (Exception e) {
      return json(Map.of("status", "not to be had: " + e.getClass().getSimpleName()));
    }
  }

  private static String log(Path file) {
    try {
      byte[] all = Files.readAllBytes(file);
      int from = Math.max(0, all.length - LOG_BYTES);
      return new String(all, from, all.length - from, UTF_8);
    } catch (IOException e) {
      return "no log: " + e.getClass().getSimpleName();
    }
  }

  private static Secrets secrets(KnownSystem system) {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      for (Source source : system.definitions().sources().all()) {
        for (Secret secret : SourceSecrets.of(source)) {
          values.put(source.id() + "/" + secret.id(), secret.value());
        }
      }
    } catch (Refused e) {
      // What cannot be read has no secret that could have been used.
    }
    System.getenv()
        .forEach(
            (name, value) -> {
              if (SECRET.matcher(name).find()) {
                values.put(name, value);
              }
            });
    Path data = system.data();
    for (String name : KEPT) {
      if (data != null && Files.isReadable(data.resolve(name))) {
        try {
          values.put(name, Files.readString(data.resolve(name)).strip());
        } catch (IOException e) {
          // Nor can this process have written it anywhere.
        }
      }
    }
    values.values().removeIf(String::isEmpty);
    return new Secrets(values);
  }

  private static String json(Object value) {
    return EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }
}
