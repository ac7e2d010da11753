package dev.trunkline.store;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import java.util.Locale;

/**
 * One event on its way into the log.
 *
 * @param replayId lower case; {@link EventLog#LIVE} for the live processing
 * @param entity what it is about; {@link EntityTable#NONE} for an announcement
 * @param json the record's own text
 */
record Entry(LoggedEvent event, EventKind kind, String replayId, String entity, String json) {

  /**
   * What was told.
   *
   * @throws RuntimeException if it cannot be kept; its message may quote it
   */
  static Entry of(Told told) {
    Exponents.require(told.json());
    String replayId = told.replayId();
    return new Entry(
        LoggedEvent.of(EventJson.mapper().readTree(told.json())),
        told.event().eventType().kind(),
        replayId == null ? EventLog.LIVE : replayId.toLowerCase(Locale.ROOT),
        EntityTable.entity(told.event()),
        told.json());
  }

  Change.Key key() {
    return new Change.Key(kind, entity, event.id());
  }

  /** Its key in the log, as text. */
  String position() {
    return event.delivery() + "/" + event.index() + "/" + event.id() + "/" + replayId;
  }
}
