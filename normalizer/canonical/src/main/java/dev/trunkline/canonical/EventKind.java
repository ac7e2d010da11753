package dev.trunkline.canonical;

import java.util.Locale;

/** The kinds of canonical event: each has a topic, a schema and an entity that it is about. */
public enum EventKind {
  CALL("calls.v1", CallEvent.class),
  LEAD("leads.v1", LeadEvent.class),
  CONVERSATION("conversations.v1", ConversationEvent.class),
  ACTIVITY("activity.v1", ActivityEvent.class),
  RECORDING("recordings.v1", RecordingEvent.class);

  private final String topic;
  private final Class<? extends CanonicalEvent> record;

  EventKind(String topic, Class<? extends CanonicalEvent> record) {
    this.topic = topic;
    this.record = record;
  }

  /** The topic its events are published to. */
  public String topic() {
    return topic;
  }

  /** The record that one such event is in Java. */
  public Class<? extends CanonicalEvent> record() {
    return record;
  }

  /** Name of its schema: {@code call.v1}. */
  public String schemaName() {
    return name().toLowerCase(Locale.ROOT) + ".v1";
  }

  /**
   * The kind that a topic carries.
   *
   * @throws IllegalArgumentException for a topic that carries no canonical events
   */
  public static EventKind ofTopic(String topic) {
    for (EventKind kind : values()) {
      if (kind.topic.equals(topic)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("topic " + topic + " carries no canonical events");
  }
}
