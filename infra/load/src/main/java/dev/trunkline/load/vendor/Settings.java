package dev.trunkline.load.vendor;

import java.net.InetAddress;
import java.net.URI;
import java.time.ZoneId;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * How the fake vendor is set up.
 *
 * @param token what Convoso's {@code auth_token} must be
 * @param refusal how a wrong one is answered
 * @param zone of all of Convoso's times, which are told without it
 * @param linkBase what links begin with, as {@code http://audio.test:8080}; null: the address that
 *     the fake listens at
 * @param sockets plain ones, or such as speak TLS
 * @param address to listen at, a loopback one
 * @param port to listen at; 0: any that is free
 */
public record Settings(
    String token,
    Refusal refusal,
    ZoneId zone,
    @Nullable URI linkBase,
    ServerSocketFactory sockets,
    InetAddress address,
    int port) {

  /** Both are seen of Convoso. */
  public enum Refusal {
    /** Status 401. */
    STATUS_401,
    /** Status 200 and {@code "success": false}. */
    ERROR_IN_200;

    int status() {
      return switch (this) {
        case STATUS_401 -> 401;
        case ERROR_IN_200 -> 200;
      };
    }
  }

  /** Refuses addresses that others could reach. */
  public Settings {
    if (!address.isLoopbackAddress()) {
      throw new IllegalArgumentException("address: the fake listens on loopback only");
    }
  }

  /** Pacific time, 401, plain, any port, and a token that opens nothing else. */
  public static Settings usual() {
    return new Settings(
        "token-of-the-fake",
        Refusal.STATUS_401,
        ZoneId.of("America/Los_Angeles"),
        null,
        ServerSocketFactory.getDefault(),
        InetAddress.getLoopbackAddress(),
        0);
  }

  String scheme() {
    return sockets instanceof SSLServerSocketFactory ? "https" : "http";
  }

  /** The same with another token. */
  public Settings token(String other) {
    return new Settings(other, refusal, zone, linkBase, sockets, address, port);
  }

  /** The same, refusing so. */
  public Settings refusal(Refusal other) {
    return new Settings(token, other, zone, linkBase, sockets, address, port);
  }

  /** The same with links that begin so. */
  public Settings linkBase(@Nullable URI other) {
    return new Settings(token, refusal, zone, other, sockets, address, port);
  }

  /** The same with other sockets. */
  public Settings sockets(ServerSocketFactory other) {
    return new Settings(token, refusal, zone, linkBase, other, address, port);
  }

  /** The same, listening there. */
  public Settings at(InetAddress otherAddress, int otherPort) {
    return new Settings(token, refusal, zone, linkBase, sockets, otherAddress, otherPort);
  }

  @Override
  public String toString() {
    return "Settings[" + address + ":" + port + "]";
  }
}
