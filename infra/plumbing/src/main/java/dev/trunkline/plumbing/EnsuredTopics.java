package dev.trunkline.plumbing;

import dev.trunkline.canonical.Topic;
import java.util.List;

/**
 * The topics of this installation, which exist as stated. Taking this as a parameter is how a stage
 * says that it needs them.
 */
public record EnsuredTopics(List<Topic> topics) {}
