package dev.trunkline.gateway;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Every connection from the moment it is accepted, before any TLS. When all are taken, the one that
 * has rested longest without a request makes room for a new one, and where none rests, the one
 * whose body has been coming for longest: whoever holds connections to keep others out loses them.
 * Safe for all event loops.
 */
final class Connections {

  /** A body that takes longer than this makes room for others, where room is scarce. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  private enum State {
    RESTING,
    READING,
    /** Its delivery is being kept: not to be closed. */
    KEEPING
  }

  private final int most;
  private final GatewayMeters meters;
  private final Map<Ends, Open> all = new LinkedHashMap<>();
  private final Map<Ends, Open> resting = new LinkedHashMap<>();
  private final Map<Ends, Open> reading = new LinkedHashMap<>();

  /** The other end of a connection. */
  private record Ends(String host, int port) {}

  private record Open(Channel channel, long since) {}

  Connections(int most, GatewayMeters meters) {
    this.most = most;
    this.meters = meters;
    meters.connections(this::count);
  }

  /** How many there are. */
  synchronized int count() {
    return all.size();
  }

  /** Takes a new one; false if there is no room, and none can be made. */
  boolean accepted(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress other)) {
      return true; // gone already
    }
    Ends ends = new Ends(other.getAddress().getHostAddress(), other.getPort());
    Channel least = null;
    synchronized (this) {
      if (all.size() >= most) {
        least = displace(resting.isEmpty() ? reading : resting);
        if (least == null) {
          return false;
        }
      }
      Open open = new Open(channel, System.nanoTime());
      reading.remove(ends); // the same port again, before the end of its last connection is told
      all.put(ends, open);
      resting.put(ends, open);
    }
    channel.closeFuture().addListener(closed -> gone(ends, channel));
    if (least != null) {
      close(least);
    }
    return true;
  }

  /** A request's headers have come. */
  void reads(HttpConnection connection) {
    move(connection, State.READING);
  }

  /** A request's body has come, and it is genuine. */
  void keeps(HttpConnection connection) {
    move(connection, State.KEEPING);
  }

  /** A request is done with; the next one may come. */
  void rests(HttpConnection connection) {
    move(connection, State.RESTING);
  }

  /** Closes the connection whose body has been coming for longest, if that is over a second. */
  void hurry() {
    Channel slowest;
    synchronized (this) {
      Iterator<Open> eldest = reading.values().iterator();
      slowest =
          eldest.hasNext() && System.nanoTime() - eldest.next().since() > PATIENCE
              ? displace(reading)
              : null;
    }
    if (slowest != null) {
      close(slowest);
    }
  }

  private synchronized void move(HttpConnection connection, State to) {
    var other = connection.remoteAddress(true);
    Ends ends = new Ends(other.hostAddress(), other.port());
    Open known = all.get(ends);
    if (known == null) {
      return; // made room for another, and is about to close
    }
    resting.remove(ends);
    reading.remove(ends);
    Open now = new Open(known.channel(), System.nanoTime());
    switch (to) {
      case RESTING -> resting.put(ends, now);
      case READING -> reading.put(ends, now);
      case KEEPING -> {}
    }
  }

  private @Nullable Channel displace(Map<Ends, Open> from) {
    Iterator<Map.Entry<Ends, Open>> eldest = from.entrySet().iterator();
    if (!eldest.hasNext()) {
      return null;
    }
    Map.Entry<Ends, Open> gone = eldest.next();
    eldest.remove();
    all.remove(gone.getKey());
    meters.displaced();
    return gone.getValue().channel();
  }

  private synchronized void gone(Ends ends, Channel channel) {
    Open known = all.get(ends);
    if (known != null && known.channel().equals(channel)) {
      all.remove(ends);
      resting.remove(ends);
      reading.remove(ends);
    }
  }

  private static void close(Channel channel) {
    if (channel.isRegistered()) {
      var unused = channel.close();
    } else {
      channel.unsafe().closeForcibly();
    }
  }
}
