package dev.trunkline.store;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which logged events of one delivery count: a pure function of its events and its latest manifest
 * (architecture, Live events).
 *
 * <p>Of an element's events of one kind those of the greatest processing count as long as its
 * manifest has not arrived; once it has, those that it lists. A listed event's copy by an earlier
 * processing stands in until the listed one arrives.
 */
final class Liveness {

  private Liveness() {}

  /**
   * A record of the event log, or one that is about to be.
   *
   * @param replay its processing; {@link EventLog#LIVE} is the least
   * @param live whether it counted so far
   */
  record Logged(
      String delivery,
      int index,
      String event,
      String replay,
      EventKind kind,
      String entity,
      boolean live) {

    static Logged of(Entry entry) {
      LoggedEvent event = entry.event();
      return new Logged(
          event.delivery(),
          event.index(),
          event.id(),
          entry.replayId(),
          entry.kind(),
          entry.entity(),
          false);
    }

    /** Its key in the log, as text. */
    String position() {
      return delivery + "/" + index + "/" + event + "/" + replay;
    }

    Change.Key key() {
      return new Change.Key(kind, entity, event);
    }
  }

  /**
   * The latest manifest of a delivery.
   *
   * @param replay its processing
   * @param listed {@code index/event} of everything it lists
   */
  record Listing(String replay, Set<String> listed) {

    static Listing of(String replay, List<Manifest.Element> elements) {
      Set<String> listed = new HashSet<>();
      for (Manifest.Element element : elements) {
        List<String> events = element.eventIds();
        if (events != null) {
          events.forEach(id -> listed.add(element.index() + "/" + id.toLowerCase(Locale.ROOT)));
        }
      }
      return new Listing(replay, listed);
    }
  }

  /**
   * Those events that begin or cease to count.
   *
   * @param events all events of one delivery
   * @param latest null while no manifest of the delivery has arrived
   */
  static List<Logged> turned(List<Logged> events, @Nullable Listing latest) {
    Map<String, String> top = new HashMap<>();
    Map<String, String> copy = new HashMap<>();
    for (Logged event : events) {
      top.merge(event.index() + "/" + event.kind(), event.replay(), Liveness::later);
      copy.merge(event.index() + "/" + event.event(), event.replay(), Liveness::later);
    }
    return events.stream()
        .filter(event -> event.live() != counts(event, top, copy, latest))
        .toList();
  }

  private static boolean counts(
      Logged event, Map<String, String> top, Map<String, String> copy, @Nullable Listing latest) {
    String newest = top.getOrDefault(event.index() + "/" + event.kind(), event.replay());
    if (latest == null || newest.compareTo(latest.replay()) > 0) {
      return event.replay().equals(newest);
    }
    String position = event.index() + "/" + event.event();
    return latest.listed().contains(position) && event.replay().equals(copy.get(position));
  }

  private static String later(String a, String b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
