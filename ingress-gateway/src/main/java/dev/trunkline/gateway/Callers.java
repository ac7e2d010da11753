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
  private final GatewayMeters meters;
  private final Map<HttpConnection, Caller> open = new HashMap<>();

  Callers(Limits limits, GatewayMeters meters) {
    this.limits = limits;
    this.meters = meters;
  }

  /** Takes a new connection, or closes it if there are too many. */
  void connected(HttpConnection connection) {
    if (meters.connected() > limits.connections()) {
      meters.disconnected();
      connection.close();
      return;
    }
    open.put(connection, new Caller(connection, limits, System.nanoTime()));
    connection.closeHandler(
        closed -> {
          Caller caller = open.remove(connection);
          if (caller != null) {
            meters.disconnected();
            caller.gone();
          }
        });
  }

  /** The caller behind a connection; one that is being closed is not remembered. */
  Caller of(HttpConnection connection) {
    Caller caller = open.get(connection);
    return caller == null ? new Caller(connection, limits, System.nanoTime()) : caller;
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
