package dev.trunkline.plumbing;

import java.util.Map;

/**
 * How a cluster is found.
 *
 * @param topics those of ours that exist, by name
 * @param brokers settings of each broker, by its id
 * @param transactionVersion level of the feature {@code transaction.version}; 0 where there is none
 */
public record KafkaFacts(
    Map<String, TopicFacts> topics,
    Map<String, Map<String, String>> brokers,
    int transactionVersion) {}
