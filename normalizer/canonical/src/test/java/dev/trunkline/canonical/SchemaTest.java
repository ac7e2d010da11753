package dev.trunkline.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The records are checked against the schemas, which are the single source. */
class SchemaTest {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaIdResolvers(
                  ids -> ids.mapPrefix("https://trunkline.dev/schemas", "classpath:schemas")));

  static Schema schema(String name) {
    return REGISTRY.getSchema(SchemaLocation.of("https://trunkline.dev/schemas/" + name + ".json"));
  }

  @ParameterizedTest
  @EnumSource
  void aRecordHasTheFieldsOfItsSchemaInTheirOrder(EventKind kind) {
    EventSchema schema = EventSchema.of(kind);
    List<String> told = new ArrayList<>(schema.envelope().keySet());
    told.addAll(schema.business().keySet());

    assertThat(Arrays.stream(kind.record().getRecordComponents()).map(SchemaTest::wire))
        .containsExactlyElementsOf(told);
  }

  @ParameterizedTest
  @EnumSource
  void aFieldHasTheTypeOfItsSchema(EventKind kind) {
    EventSchema schema = EventSchema.of(kind);
    for (RecordComponent component : kind.record().getRecordComponents()) {
      Field field = schema.field(wire(component));
      if (field == null) {
        continue; // the envelope's types are stated by CanonicalEvent
      }
      Class<?> type = component.getType();
      switch (field.type()) {
        case INSTANT -> assertThat(type).isEqualTo(Instant.class);
        case INTEGER -> assertThat(type).isEqualTo(Integer.class);
        case BOOLEAN -> assertThat(type).isEqualTo(Boolean.class);
        case TEXT, PHONE, URI -> assertThat(type).isEqualTo(String.class);
        case WORD ->
            assertThat(Arrays.stream(type.getEnumConstants()).map(c -> c.toString().toLowerCase()))
                .containsExactlyElementsOf(field.words());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theWordsOfEventTypeAreTheTypesOfTheKind(EventKind kind) {
    List<String> words = new ArrayList<>();
    EventSchema.document(kind.schemaName())
        .at("/properties/event_type/enum")
        .forEach(word -> words.add(word.asString()));

    assertThat(Arrays.stream(EventType.values()).filter(t -> t.kind() == kind).map(EventType::wire))
        .containsExactlyElementsOf(words);
  }

  @ParameterizedTest
  @EnumSource
  void whatWeWriteIsValidAndReadsBackTheSame(EventKind kind) {
    CanonicalEvent event = Examples.event(kind);

    byte[] json = EventJson.write(event);

    JsonNode written = EventJson.mapper().readTree(json);
    assertThat(schema(kind.schemaName()).validate(written)).isEmpty();
    assertThat(EventJson.read(kind, json)).isEqualTo(event);
    Map<String, Object> fields = new LinkedHashMap<>();
    written.propertyStream().forEach(p -> fields.put(p.getKey(), p.getValue()));
    assertThat(fields.keySet()).containsExactlyElementsOf(Examples.fieldsOf(kind).keySet());
  }

  @ParameterizedTest
  @EnumSource
  void theSchemaRefusesWhatItDoesNotKnow(EventKind kind) {
    Map<String, Object> fields = Examples.fieldsOf(kind);
    fields.put("surprise", "!");

    assertThat(schema(kind.schemaName()).validate(EventJson.mapper().valueToTree(fields)))
        .isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aConsumerIgnoresWhatItDoesNotKnow(EventKind kind) {
    Map<String, Object> fields = Examples.fieldsOf(kind);
    fields.put("added_in_a_later_minor_version", "!");

    byte[] json = EventJson.mapper().writeValueAsBytes(fields);

    assertThat(EventJson.read(kind, json)).isEqualTo(Examples.event(kind));
  }

  private static String wire(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
