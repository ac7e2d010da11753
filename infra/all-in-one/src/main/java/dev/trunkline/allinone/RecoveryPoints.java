package dev.trunkline.allinone;

import dev.trunkline.gateway.journal.Flushed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to where the embedded broker has flushed its partitions: its own checkpoint file says so, some
 * two seconds late. What cannot be read says that nothing more is flushed.
 */
final class RecoveryPoints implements Flushed {

  private static final Logger LOG = LoggerFactory.getLogger(RecoveryPoints.class);
  private static final String NAME = "recovery-point-offset-checkpoint";
  private static final int HEAD = 2; // its version, and how many lines follow

  private final Path file;
  private volatile Map<TopicPartition, Long> points = Map.of();

  /** Of the broker whose partitions are in this folder. */
  RecoveryPoints(Path logFolder) {
    this.file = logFolder.resolve(NAME);
  }

  @Override
  public boolean covers(TopicPartition partition, long offset) {
    return offset < points.getOrDefault(partition, 0L);
  }

  @Override
  public void refresh() {
    try {
      points = read(Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      // The broker has not flushed anything yet, or is just replacing it.
      LOG.debug("there is no {} now", file);
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      LOG.warn("{} cannot be read: {}", file, e.toString());
    }
  }

  /** Lines of topic, partition and offset; whatever else there is, nothing is taken for flushed. */
  private static Map<TopicPartition, Long> read(List<String> lines) {
    Map<TopicPartition, Long> points = new HashMap<>();
    int count = Integer.parseInt(lines.get(1));
    for (String line : lines.subList(HEAD, HEAD + count)) {
      String[] words = line.split(" ", -1);
      points.put(
          new TopicPartition(words[0], Integer.parseInt(words[1])), Long.parseLong(words[2]));
    }
    return points;
  }
}
