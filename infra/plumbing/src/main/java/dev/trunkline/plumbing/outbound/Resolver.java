package dev.trunkline.plumbing.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. Asked once a hop: what it answers is checked and connected to. */
@FunctionalInterface
public interface Resolver {

  /**
   * All addresses of a name.
   *
   * @throws UnknownHostException when there are none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** The machine's own resolver. */
  static Resolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
