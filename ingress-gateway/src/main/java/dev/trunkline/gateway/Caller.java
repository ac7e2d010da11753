package dev.trunkline.gateway;

import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** An open connection and what it is about. Touched on its event loop only. */
final class Caller {

  private final HttpConnection connection;
  private final Connections connections;
  private final Limits limits;
  private @Nullable Visit visit;
  private boolean knocked;
  private boolean leaving;
  private long since;

  Caller(HttpConnection connection, Connections connections, Limits limits, long now) {
    this.connection = connection;
    this.connections = connections;
    this.limits = limits;
    this.since = now;
  }

  /** A request's headers have come. */
  void begins(Visit begun) {
    knocked = true;
    visit = begun;
    connections.reads(connection);
  }

  /** Was told that the connection is closed: what comes behind is no request. */
  void leaves() {
    leaving = true;
  }

  /** Whether nothing more is taken from here. */
  boolean isLeaving() {
    return leaving;
  }

  /** The request has been read and answered; the next one may come. */
  void rests(long now) {
    visit = null;
    since = now;
    connections.rests(connection);
  }

  /** The request's delivery is being kept: the caller is no burden. */
  void waits() {
    connections.keeps(connection);
  }

  /** Room is scarce: whoever takes long gives his back. */
  void presses() {
    connections.hurry();
  }

  /** Whether {@link #expire} has something to do. */
  boolean overdue(long now) {
    Visit current = visit;
    return current == null ? now - since > patience() : current.overdue(now);
  }

  /** Ends what took too long. */
  void expire(long now) {
    Visit current = visit;
    if (current != null) {
      current.expire(now);
    } else {
      connection.close();
    }
  }

  /** The connection is no more. */
  void gone() {
    Visit current = visit;
    visit = null;
    if (current != null) {
      current.abandoned();
    }
  }

  void close() {
    leaving = true;
    connection.close();
  }

  private long patience() {
    return (knocked ? limits.idleTime() : limits.headTime()).toNanos();
  }
}
