package dev.trunkline.vendors;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a vendor.yaml says of how a vendor is asked, and refuses by key. */
final class ApiReader {

  private final At at;
  private final Set<String> secretParameters;

  /**
   * A reader of one block.
   *
   * @param at the block, for messages
   * @param secretParameters lower case
   */
  ApiReader(At at, Set<String> secretParameters) {
    this.at = at;
    this.secretParameters = secretParameters;
  }

  /** An https URL of one of the hosts, without a query. */
  URI url(String key, String written, Set<String> hosts) {
    try {
      URI url = new URI(written);
      String host = url.getHost();
      if (!"https".equals(url.getScheme()) || host == null) {
        throw at.refused(key, "must begin with https:// and a host");
      }
      if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getFragment() != null) {
        throw at.refused(key, "must end with its path; parameters has the rest");
      }
      if (!hosts.contains(host)) {
        throw at.refused(key, "is of " + host + ", which is not in hosts");
      }
      return url;
    } catch (URISyntaxException e) {
      throw at.refused(key, "is no URL");
    }
  }

  /** A pattern of java.time, English. */
  DateTimeFormatter times(String key, String pattern) {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    } catch (IllegalArgumentException e) {
      throw at.refused(key, "is no pattern of java.time");
    }
  }

  /** Links are published: the name of a secret's parameter must be known as one. */
  @Nullable Credential credential(String key, JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    if (node.has("parameter")) {
      String name = node.path("parameter").asString();
      if (!secretParameters.contains(name.toLowerCase(Locale.ROOT))) {
        throw at.refused(key + ".parameter", name + " is not in secret_parameters");
      }
      return new Credential.Parameter(name);
    }
    return node.has("header")
        ? new Credential.Header(node.path("header").asString())
        : node.has("bearer") ? new Credential.Bearer() : new Credential.Basic();
  }

  /** A number and a unit: {@code 30s}, {@code 2m}, {@code 1h}, {@code 7d}. */
  Duration span(String key, JsonNode node, Duration longest) {
    Duration span = span(node.asString());
    if (span.compareTo(longest) > 0) {
      throw at.refused(key, "is longer than " + longest.toHours() + "h");
    }
    return span;
  }

  /** A span that the schema, or another pattern, has passed. */
  static Duration span(String written) {
    long count = Long.parseLong(written.substring(0, written.length() - 1));
    return switch (written.charAt(written.length() - 1)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
