package dev.trunkline.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Driven by the schemas: a field that becomes personal tomorrow is tested tomorrow. */
class MaskingTest {

  private static final String PHONE = "+12025550143";

  @ParameterizedTest
  @EnumSource
  void noPersonalFieldOfAnyEventIsShown(EventKind kind) {
    // given
    ObjectNode event = event(kind);
    List<Field> personal = fields(kind).stream().filter(field -> field.pii() != null).toList();
    assertThat(personal).isNotEmpty();

    // when
    Masking.mask(event);

    // then
    assertThat(event.toString()).doesNotContain(PHONE, "secret of");
    for (Field field : personal) {
      if ("phone".equals(field.pii())) {
        assertThat(event.get(field.name()).asString()).isEqualTo("…143");
      } else {
        assertThat(event.has(field.name())).as(field.name()).isFalse();
      }
    }
  }

  @Test
  void aWordThatReadsLikeSomebodysIsNotShownButACallsOwnIdIs() {
    // given
    ObjectNode event = EventJson.mapper().createObjectNode();
    event.put("vendor_disposition", "+1 (202) 555-0143");
    event.put("queue", "dana@example.com");
    event.put("campaign", "Spring 2026");
    event.put("vendor_call_id", "12025550143");

    // when
    Masking.mask(event);

    // then
    assertThat(event.toString())
        .isEqualTo(
            "{\"vendor_disposition\":\"…143\",\"campaign\":\"Spring 2026\",\"vendor_call_id\":\"12025550143\"}");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotPersonalIsShownAsItIs(EventKind kind) {
    // given
    ObjectNode event = event(kind);
    ObjectNode before = event.deepCopy();

    // when
    Masking.mask(event);

    // then
    for (Field field : fields(kind)) {
      if (field.pii() == null) {
        assertThat(event.get(field.name())).isEqualTo(before.get(field.name()));
      }
    }
  }

  @Test
  void itLooksIntoWhatIsInside() {
    // given
    ObjectNode row = EventJson.mapper().createObjectNode();
    row.set("body", event(EventKind.LEAD));
    ArrayNode several = row.putArray("touches");
    several.add(event(EventKind.CALL));
    several.addArray().add(event(EventKind.LEAD));

    // when
    Masking.mask(row);

    // then
    assertThat(row.toString()).doesNotContain(PHONE, "secret of").contains("…143");
  }

  @Test
  void aQueryOfARequestMaySayAnythingAndIsLeftOut() {
    // given
    ObjectNode payload = EventJson.mapper().createObjectNode();
    payload.putObject("headers").put("query", "phone=" + PHONE).put("proof", "none");

    // when
    Masking.mask(payload);

    // then
    assertThat(payload.toString()).isEqualTo("{\"headers\":{\"proof\":\"none\"}}");
  }

  @Test
  void whateverShapeAPersonalFieldHasItIsNotShown() {
    // given
    ObjectNode odd = EventJson.mapper().createObjectNode();
    odd.put("customer_phone", 12025550143L);
    odd.putArray("full_name").add("secret of a list");
    odd.putObject("email").put("work", "secret of an object");

    // when, then
    assertThat(Masking.mask(odd).toString()).isEqualTo("{}");
  }

  @Test
  void aShortNumberIsNotLongerThanItIs() {
    assertThat(Masking.phone("")).isEqualTo("…");
    assertThat(Masking.phone("12")).isEqualTo("…12");
  }

  private static ObjectNode event(EventKind kind) {
    ObjectNode event = EventJson.mapper().createObjectNode();
    for (Field field : fields(kind)) {
      event.put(
          field.name(),
          "phone".equals(field.pii())
              ? PHONE
              : field.pii() == null ? "shown" : "secret of " + field.name());
    }
    return event;
  }

  private static List<Field> fields(EventKind kind) {
    List<Field> fields = new ArrayList<>(EventSchema.of(kind).envelope().values());
    fields.addAll(EventSchema.of(kind).business().values());
    return fields;
  }
}
