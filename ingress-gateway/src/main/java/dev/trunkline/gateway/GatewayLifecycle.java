package dev.trunkline.gateway;

import java.util.OptionalInt;
import org.springframework.context.SmartLifecycle;

/** Opens the gateway when everything else runs, and closes it before anything else stops. */
public final class GatewayLifecycle implements SmartLifecycle {

  private final Gateway gateway;
  private volatile OptionalInt port = OptionalInt.empty();

  GatewayLifecycle(Gateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public void start() {
    port = OptionalInt.of(gateway.start());
  }

  @Override
  public void stop() {
    gateway.close();
    port = OptionalInt.empty();
  }

  @Override
  public boolean isRunning() {
    return port.isPresent();
  }

  /** The port that webhooks come in by; empty while the gateway does not run. */
  public OptionalInt port() {
    return port;
  }
}
