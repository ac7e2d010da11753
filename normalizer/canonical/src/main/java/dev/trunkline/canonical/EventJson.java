package dev.trunkline.canonical;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the published language: flat objects, snake_case, absent instead of null. */
public final class EventJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          // Within v1 optional fields may be added: consumers ignore what they do not know.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private EventJson() {}

  /** The mapper itself, for what is neither an event nor a manifest. Immutable. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** One event as UTF-8 JSON. */
  public static byte[] write(CanonicalEvent event) {
    return MAPPER.writerFor(event.eventType().kind().record()).writeValueAsBytes(event);
  }

  /**
   * One event of this kind from UTF-8 JSON; unknown fields are ignored.
   *
   * @throws JacksonException if it is not one
   */
  public static CanonicalEvent read(EventKind kind, byte[] json) {
    return MAPPER.readValue(json, kind.record());
  }

  /**
   * One event from fields by their wire names, values typed as the schema says (String, Integer,
   * Boolean, RFC 3339 text).
   *
   * @throws IllegalArgumentException if a field has another type than its schema says
   */
  public static CanonicalEvent of(EventKind kind, Map<String, ?> fields) {
    return MAPPER.convertValue(fields, kind.record());
  }

  /** One manifest as UTF-8 JSON. */
  public static byte[] write(Manifest manifest) {
    return MAPPER.writeValueAsBytes(manifest);
  }

  /**
   * One manifest from UTF-8 JSON.
   *
   * @throws JacksonException if it is not one
   */
  public static Manifest readManifest(byte[] json) {
    return MAPPER.readValue(json, Manifest.class);
  }
}
