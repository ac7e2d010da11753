package dev.trunkline.gateway.pull;

import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.History;
import dev.trunkline.vendors.Pulls;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sources that are pulled, and the knobs that tests turn. */
final class Given {

  /** As the fake vendors want it. */
  static final Map<String, String> SECRETS = Map.of("CONVOSO_API_TOKEN", "token-of-the-fake");

  private Given() {}

  /** A source of each of the four fake vendors, their histories at this base. */
  static Definitions four(URI base) {
    return of(
        """
        sources:
          - id: convoso
            vendor: convoso
            allow_unsigned: true
            pull: {secret: token-of-the-fake, api: "BASE"}
          - id: knowlarity
            vendor: knowlarity
            allow_unsigned: true
            pull:
              secrets: {api_key: knowlarity-key-of-the-fake, sr_key: knowlarity-authorization-of-the-fake}
              api: "BASE"
          - id: onecom
            vendor: onecom
            zone: Asia/Jerusalem
            allow_unsigned: true
            pull: {secret: onecom-key-of-the-fake, settings: {tenant: acme}, api: "BASE"}
          - id: knowrithm
            vendor: knowrithm
            allow_unsigned: true
            pull:
              secrets: {api_key: knowrithm-key-of-the-fake, api_secret: knowrithm-secret-of-the-fake}
              api: "BASE"
        """
            .replace("BASE", base.toString()));
  }

  /** Source {@code dialer} of Convoso, its API at this base. */
  static Definitions dialer(URI base) {
    return of(
        """
        sources:
          - id: dialer
            vendor: convoso
            allow_unsigned: true
            pull: {secret: "${CONVOSO_API_TOKEN}", api: "%s"}
        """
            .formatted(base));
  }

  /** Source {@code agents} of Knowrithm, whose leads are listed from a time on. */
  static Definitions agents(URI base) {
    return of(
        """
        sources:
          - id: agents
            vendor: knowrithm
            allow_unsigned: true
            pull:
              secrets: {api_key: knowrithm-key-of-the-fake, api_secret: knowrithm-secret-of-the-fake}
              api: "%s"
        """
            .formatted(base));
  }

  /** As the dialer, polled as often as may be. */
  static Definitions hurried(URI base) {
    return of(
        """
        sources:
          - id: dialer
            vendor: convoso
            allow_unsigned: true
            pull: {secret: "${CONVOSO_API_TOKEN}", api: "%s", every: 5s}
        """
            .formatted(base));
  }

  static Definitions of(String yaml) {
    Vendors vendors = Vendors.builtIn();
    return Definitions.of(vendors, Sources.read(new StringReader(yaml), vendors, SECRETS::get));
  }

  static History history(Definitions definitions, String source, String api) {
    Pulls pulls = Objects.requireNonNull(Pulls.of(definitions, source));
    return Objects.requireNonNull(pulls.history(api));
  }

  static PullSettings settings(String instance) {
    return new PullSettings(
        true,
        instance,
        List.of("127.0.0.1/32"),
        Duration.ofHours(6),
        500,
        Duration.ofSeconds(60),
        LocalTime.of(2, 30),
        true);
  }
}
