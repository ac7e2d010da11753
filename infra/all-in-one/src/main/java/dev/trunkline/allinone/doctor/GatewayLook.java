package dev.trunkline.allinone.doctor;

import dev.trunkline.canonical.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks a gateway for a door that it does not have, and the private port how everything is.
 *
 * @param workbench the private port; null: not known
 */
record GatewayLook(URI gateway, @Nullable URI workbench, Clock clock)
    implements Examination.Look<GatewayFacts> {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public GatewayFacts facts() throws Unreachable {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      // The first request pays for what this process has not loaded yet.
      var unused = http.send(get(gateway.resolve("/")), BodyHandlers.discarding());
      long begun = System.nanoTime();
      unused = http.send(get(gateway.resolve("/")), BodyHandlers.discarding());
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      return new GatewayFacts(gateway.toString(), took, health(http), clock.instant());
    } catch (IOException | IllegalArgumentException e) {
      throw new Unreachable(
          "no gateway answers at %s (%s)".formatted(gateway, e.getClass().getSimpleName()),
          "vendors get no answer, and some never send again",
          "start it, or look what is between: curl -v " + gateway);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the gateway", e);
    }
  }

  private @Nullable JsonNode health(HttpClient http) throws IOException, InterruptedException {
    if (workbench == null) {
      return null;
    }
    String body =
        http.send(get(workbench.resolve("/actuator/health")), BodyHandlers.ofString()).body();
    try {
      return EventJson.mapper().readTree(body);
    } catch (JacksonException e) {
      throw new IOException("the private port speaks no JSON", e);
    }
  }

  private static HttpRequest get(URI address) {
    return HttpRequest.newBuilder(address).timeout(PATIENCE).build();
  }
}
