package dev.trunkline.vendors;

import java.util.ArrayList;
import java.util.List;

/** A captured stream of server-sent events (WHATWG HTML, 9.2) whose data is JSON. */
final class ServerSentEvents {

  private ServerSentEvents() {}

  /** Whether a body begins as such a stream does: with a comment or one of its fields. */
  static boolean looksLike(String body) {
    return body.startsWith(":")
        || body.startsWith("data:")
        || body.startsWith("event:")
        || body.startsWith("id:")
        || body.startsWith("retry:");
  }

  /**
   * The events' data, in order; comments and events without data are none. Data that is no JSON
   * stays the text it is, so that it is rejected alone.
   */
  static List<Object> read(String body) {
    List<Object> events = new ArrayList<>();
    StringBuilder data = new StringBuilder();
    for (String line : body.lines().toList()) {
      if (line.isEmpty()) {
        end(data, events);
      } else if (line.equals("data") || line.startsWith("data:")) {
        String value = line.length() < 5 ? "" : line.substring(5);
        data.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
      }
    }
    // A capture may stop before the last event's blank line; what it has of it is kept.
    end(data, events);
    return events;
  }

  private static void end(StringBuilder data, List<Object> events) {
    String text = data.toString().strip();
    data.setLength(0);
    if (text.isEmpty() || events.size() > Splitter.MAX_ELEMENTS) {
      return; // nothing was said, or the splitter refuses it all
    }
    try {
      events.add(Json.read(text));
    } catch (Unreadable e) {
      events.add(text);
    }
  }
}
