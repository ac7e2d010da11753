package dev.trunkline.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.canonical.Topics;
import dev.trunkline.load.Verdict.Equation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** E8: no secret stands in a topic, a log or the database. Says where, never what. */
final class Leaks {

  private static final int PLACES = 20;

  private final Secrets secrets;
  private final Map<String, List<String>> places = new TreeMap<>();
  private final Map<String, Long> times = new TreeMap<>();
  private long checked;

  Leaks(Secrets secrets) {
    this.secrets = secrets;
  }

  /** Looks at a record: its key and headers, and its value unless that is a vendor's own words. */
  void look(ConsumerRecord<String, byte[]> record) {
    if (secrets.size() == 0) {
      return;
    }
    checked++;
    String at = record.topic() + "-" + record.partition() + "@" + record.offset();
    if (record.key() != null) {
      found(secrets.in(record.key().getBytes(UTF_8)), "the key of " + at);
    }
    for (Header header : record.headers()) {
      if (header.value() != null) {
        found(secrets.in(header.value()), "header " + header.key() + " of " + at);
      }
    }
    if (record.value() != null && isOurs(record.topic())) {
      found(secrets.in(record.value()), "the value of " + at);
    }
  }

  /** Looks at the logs: a file, or every file of a folder. */
  void look(Path logs) {
    if (secrets.size() == 0) {
      return;
    }
    try (Stream<Path> files = Files.walk(logs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        log(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + logs, e);
    }
  }

  /** Somebody else found them there. */
  void found(Set<String> names, String place) {
    for (String name : names) {
      times.merge(name, 1L, Long::sum);
      List<String> known = places.computeIfAbsent(name, first -> new ArrayList<>());
      if (known.size() < PLACES) {
        known.add(place);
      }
    }
  }

  /** So many things more were looked at. */
  void looked(long more) {
    checked += more;
  }

  Equation judge() {
    List<String> violations = new ArrayList<>();
    places.forEach(
        (name, known) -> {
          known.forEach(place -> violations.add("secret " + name + " stands in " + place));
          long more = times.getOrDefault(name, 0L) - known.size();
          if (more > 0) {
            violations.add("secret " + name + " stands in " + more + " places more");
          }
        });
    return new Equation(
        "E8", "no secret stands in a topic, a log or the database", checked, violations);
  }

  /** What vendors send they may put their secrets into, and what is asked of them holds links. */
  private static boolean isOurs(String topic) {
    return !Topics.RAW.matcher(topic).matches()
        && !topic.equals(Topics.REPLAY.name())
        && !topic.equals(Topics.RECORDINGS_WANTED.name())
        && !topic.startsWith("__");
  }

  private void log(Path file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        checked++;
        found(secrets.in(line.getBytes(UTF_8)), "line " + number + " of " + file.getFileName());
      }
    }
  }
}
