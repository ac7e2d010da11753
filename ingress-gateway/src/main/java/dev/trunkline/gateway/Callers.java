package dev.trunkline.gateway;

import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;

/**
 * The open connections of one event loop. One look at each of them ten times a second replaces a
 * timer for each request, and sees what an idle timeout does not: bytes that dribble.
 */
final class Callers {

  private final Limits limits;
  private final Connections connections;
  private final Map<HttpConnection, Caller> open = new HashMap<>();

  Callers(Limits limits, Connections connections) {
    this.limits = limits;
    this.connections = connections;
  }

  /** Takes a new connection. */
  void connected(HttpConnection connection) {
    open.put(connection, caller(connection));
    connection.closeHandler(
        closed -> {
          Caller caller = open.remove(connection);
          if (caller != null) {
            caller.gone();
          }
        });
  }

  /** The caller behind a connection; one that is being closed is not remembered. */
  Caller of(HttpConnection connection) {
    Caller caller = open.get(connection);
    return caller == null ? caller(connection) : caller;
  }

  private Caller caller(HttpConnection connection) {
    return new Caller(connection, connections, limits, System.nanoTime());
  }

  /** Ends what took too long. */
  void expire() {
    long now = System.nanoTime();
    open.values().stream()
        .filter(caller -> caller.overdue(now))
        .toList()
        .forEach(c -> c.expire(now));
  }
}
