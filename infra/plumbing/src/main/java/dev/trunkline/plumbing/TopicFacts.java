package dev.trunkline.plumbing;

import java.util.Map;

/**
 * How a topic is found.
 *
 * @param copies of the partition that has the fewest
 * @param config every setting that is in force, the broker's defaults among them
 */
public record TopicFacts(String name, int partitions, int copies, Map<String, String> config) {}
