package dev.trunkline.workbench;

import dev.trunkline.canonical.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The private port's own word on how everything is.
 *
 * @param page missing where it does not answer
 */
record HealthPage(String status, JsonNode page) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Asks the private port; DOWN where it does not answer. */
  static HealthPage of(URI workbench) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(workbench.resolve("/actuator/health")).timeout(PATIENCE).build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      JsonNode page =
          EventJson.mapper().readTree(http.send(request, BodyHandlers.ofString()).body());
      return new HealthPage(page.path("status").asString("UNKNOWN"), page);
    } catch (IOException | JacksonException e) {
      return new HealthPage("DOWN", MissingNode.getInstance());
    }
  }

  /** What the gateway's journal says; missing where there is none. */
  JsonNode journal() {
    return page.path("components").path("gateway").path("details").path("journal");
  }
}
