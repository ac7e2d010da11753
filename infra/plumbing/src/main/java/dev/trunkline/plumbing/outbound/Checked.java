package dev.trunkline.plumbing.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds and judges the addresses of a target: all of them, since any may be connected to. */
final class Checked {

  private static final Set<Integer> PORTS = Set.of(443, 80);

  private final Resolver resolver;
  private final AllowedAddresses allowed;

  Checked(Resolver resolver, AllowedAddresses allowed) {
    this.resolver = resolver;
    this.allowed = allowed;
  }

  /**
   * The addresses to connect to.
   *
   * @throws Target.Unfit when one of them is forbidden
   * @throws IOException when there are none, or not in time
   */
  List<InetAddress> addresses(Target target, Watch watch) throws Target.Unfit, IOException {
    InetAddress literal = Target.literal(target.host());
    List<InetAddress> found = literal == null ? lookUp(target.host(), watch) : List.of(literal);
    if (found.isEmpty()) {
      throw new UnknownHostException("no address");
    }
    for (InetAddress address : found) {
      if (allowed.contain(address)) {
        continue;
      }
      var range = AddressGuard.notPublic(address);
      if (range.isPresent()) {
        throw new Target.Unfit(
            target.host() + " leads to an address that is not public (" + range.get() + ")");
      }
      if (!PORTS.contains(target.port())) {
        throw new Target.Unfit("port " + target.port() + " is neither 443 nor 80");
      }
    }
    return found;
  }

  private List<InetAddress> lookUp(String host, Watch watch) throws IOException {
    // A look-up knows no deadline, so it has a thread of its own that can be left behind.
    var asked = new FutureTask<>(() -> List.copyOf(resolver.resolve(host)));
    Thread.ofVirtual().name("outbound-lookup").start(asked);
    try {
      return asked.get(watch.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("look-up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("look-up");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw unknown;
      }
      throw new IllegalStateException("the resolver failed", e.getCause());
    }
  }
}
