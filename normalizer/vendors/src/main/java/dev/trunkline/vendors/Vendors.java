package dev.trunkline.vendors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The vendors that we can read, by id. Immutable. */
public final class Vendors {

  private static final String ROOT = "/vendors/";
  private static final long MAX_FILE = 16 << 20;

  private final Map<String, VendorDefinition> byId;

  private Vendors(Map<String, VendorDefinition> byId) {
    this.byId = Collections.unmodifiableMap(byId);
  }

  /**
   * The vendors that come with the program. Their samples are checked when it is built.
   *
   * @throws Refused if a folder does not lint
   */
  public static Vendors builtIn() {
    Map<String, SortedMap<String, byte[]>> folders = new TreeMap<>();
    for (String line : new String(resource("index.txt"), StandardCharsets.UTF_8).lines().toList()) {
      String file = line.strip().replace('\\', '/');
      int slash = file.indexOf('/');
      if (slash > 0) {
        folders
            .computeIfAbsent(file.substring(0, slash), name -> new TreeMap<>())
            .put(file.substring(slash + 1), resource(file));
      }
    }
    return of(folders);
  }

  /**
   * The vendors whose folders lie in a directory. Each folder's own samples must come out as they
   * say.
   *
   * @throws Refused naming the file and the cause
   * @throws UncheckedIOException if the directory cannot be read
   */
  public static Vendors load(Path directory) {
    Vendors vendors = unverified(directory);
    vendors.all().forEach(SampleCheck::refuseIfWrong);
    return vendors;
  }

  /**
   * The vendors whose folders lie in a directory, linted, whatever their samples say: for whoever
   * is about to find out why a sample comes out otherwise.
   *
   * @throws Refused naming the file and the cause
   * @throws UncheckedIOException if the directory cannot be read
   */
  public static Vendors unverified(Path directory) {
    Map<String, SortedMap<String, byte[]>> folders = new TreeMap<>();
    try {
      for (Path folder : folders(directory)) {
        folders.put(folder.getFileName().toString(), files(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(folders);
  }

  /**
   * The vendors' folders in a directory, by name.
   *
   * @throws UncheckedIOException if the directory cannot be read
   */
  public static List<Path> folders(Path directory) {
    try (Stream<Path> inside = Files.list(directory)) {
      return inside
          .filter(folder -> Files.isRegularFile(folder.resolve("vendor.yaml")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** These vendors and others; of the same id the other one counts. */
  public Vendors with(Vendors others) {
    Map<String, VendorDefinition> both = new LinkedHashMap<>(byId);
    both.putAll(others.byId);
    return new Vendors(both);
  }

  /** All of them, by id. */
  public Collection<VendorDefinition> all() {
    return byId.values();
  }

  /** The vendor of an id, or null. */
  public @Nullable VendorDefinition find(String id) {
    return byId.get(id);
  }

  /**
   * The vendor of an id.
   *
   * @throws Refused if there is none
   */
  public VendorDefinition get(String id) {
    VendorDefinition definition = byId.get(id);
    if (definition == null) {
      throw new Refused("vendor " + id + " is unknown; known are " + List.copyOf(byId.keySet()));
    }
    return definition;
  }

  private static Vendors of(Map<String, SortedMap<String, byte[]>> folders) {
    Map<String, VendorDefinition> byId = new LinkedHashMap<>();
    folders.forEach((name, files) -> byId.put(name, VendorDefinition.of(new Folder(name, files))));
    return new Vendors(byId);
  }

  /** A folder's files by their path in it. */
  static SortedMap<String, byte[]> files(Path folder) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder, 3)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.size(file) > MAX_FILE) {
          throw new Refused(file + " is larger than " + MAX_FILE + " bytes");
        }
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static byte[] resource(String file) {
    try (InputStream in = Vendors.class.getResourceAsStream(ROOT + file)) {
      if (in == null) {
        throw new IllegalStateException("the program comes without " + ROOT + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
