package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {

  private static final String CALL = "{'event_type': 'call.completed', 'agent_name': other}";

  @Test
  void aSoundFolderIsRead() {
    assertThat(VendorDefinition.of(Given.folder(Given.YAML, CALL)).vendor()).isEqualTo("test");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'event_type': 'call.completed', 'agent_name': othr}|1:48: the field othr is not in vendor.yaml",
        "{'event_type': 'call.complete', 'agent_name': other}|1:16: the event type call.complete is unknown",
        "{'event_type': 'recording.fund', 'agent_name': other}|1:16: the event type recording.fund is unknown",
        "{'event_type': 'call.completed', 'agent_nam': other}|1:34: no event has a field agent_nam",
        "{'event_type': 'call.completed', 'event_id': other}|1:34: no event has a field event_id",
        "{'event_type': 'call.completed', 'customer_phone_status': other}|1:34: no event has a field customer_phone_status",
        "($a := other; {'event_type': 'call.completed', 'agent_name': $b})|1:62: the variable $b is never set",
        "{'event_type': 'call.completed', 'agent_name': $trimm(other)}|1:48: the function $trimm is unknown",
        "{'event_type': 'call.completed', 'agent_name': $eval(other)}|1:48: $eval is not for mappings",
        "{'event_type': 'call.completed', 'agent_name': $now() & other}|1:48: $now is not for mappings",
        "{'event_type': $not(other) ? 'call.completed'}|1:16: $not of something absent is absent, not true; use $absent or = false",
        "{'event_type': 'call.completed', 'agent_name': other = null}|1:56: null is not absent; use $when",
        "{'event_type': 'call.completed', 'status': $word('state', other)}|1:50: the table state is not in vendor.yaml",
        "{'event_type': 'call.completed', 'status': $word(other, other)}|1:50: the table must be named by a text",
        "{'event_type': $like(other, '(?=a)') ? 'call.completed'}|1:29: is no expression of RE2",
        "{'event_type': other ~> /a/ ? 'call.completed'}|1:22: ~> is not for mappings",
        "{'event_type': 'call.completed', 'agent_name': (/a/)}|1:49: regular expressions are for $like",
        "($length := other; {'event_type': 'call.completed'})|1:2: $length would hide a function",
        "($raw := other; {'event_type': 'call.completed'})|1:2: $raw would hide a function or an input",
        "{'event_type': 'call.completed', 'agent_name': $sum([1..9]) & other}|1:55: .. is not for mappings",
        "{'event_type': 'call.completed', 'agent_name': 'other|1:48: the text does not end",
        "{'event_type': 'call.completed', 'agent_name': other, }|mapping.jsonata:",
        "{'event_type': 'call.completed'}|fields.other is neither a field of our events nor used",
      })
  void aMappingIsRefusedWithPlaceAndCause(String mapping, String cause) {
    assertThatThrownBy(() -> definitionAndTranslator(mapping))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(cause.strip());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "vendor: test|vendor: tset|vendor must be named like its folder",
        "title:|titel:|titel",
        "fields:|feilds:|feilds",
        "path: /webhooks/test|path: webhooks|path",
        "[path-secret]|[none]|proofs",
        "zone: America/New_York|zone: America/Nowhere|is no time zone",
        "answered: [YES]|answred: [YES]|no event has the status answred",
        "answered: [YES]|answered: [YES], missed: [_yes]|words.status: _yes is answered and missed",
        "title: A vendor for tests|title: a: b|test/vendor.yaml:2:",
        "title: A vendor for tests|vendor: test|a key stands twice",
      })
  void aDefinitionIsRefusedWithItsCause(String sound, String broken, String cause) {
    String yaml = Given.YAML.replace(sound, broken);
    assertThatThrownBy(() -> VendorDefinition.of(Given.folder(yaml, CALL)))
        .isInstanceOf(Refused.class)
        .hasMessageStartingWith("test/vendor.yaml")
        .hasMessageContaining(cause);
  }

  @Test
  void aDefaultLeadNameIsRead() {
    String yaml = Given.YAML + "default_lead_name: Test Lead {phone}\n";
    VendorDefinition definition = VendorDefinition.of(Given.folder(yaml, CALL));
    assertThat(definition.defaultLeadName(definition.reading(null, null)))
        .isEqualTo("Test Lead {phone}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Test Lead|must hold {phone} once",
        "{phone} or {phone}|must hold {phone} once",
        "{name} {phone}|knows no placeholder but {phone}",
        "{phone}}|knows no placeholder but {phone}",
        "{phone}\\n|holds a control character",
      })
  void aDefaultLeadNameIsRefusedWithItsCause(String name, String cause) {
    String yaml = Given.YAML + "default_lead_name: \"" + name + "\"\n";
    assertThatThrownBy(() -> VendorDefinition.of(Given.folder(yaml, CALL)))
        .isInstanceOf(Refused.class)
        .hasMessage("test/vendor.yaml: default_lead_name: " + cause);
  }

  @Test
  void aDefaultLeadNameHasAnEnd() {
    String yaml = Given.YAML + "default_lead_name: \"{phone}" + "x".repeat(194) + "\"\n";
    assertThatThrownBy(() -> VendorDefinition.of(Given.folder(yaml, CALL)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("default_lead_name")
        .hasMessageContaining("200 characters");
  }

  private static void definitionAndTranslator(String mapping) {
    VendorDefinition definition = VendorDefinition.of(Given.folder(Given.YAML, mapping));
    Mapping.compile(
        "test/mapping.jsonata",
        mapping,
        new Functions(
            definition.spec().words(),
            new Phones("US", java.util.List.of()),
            new Instants(null, java.util.List.of()),
            java.util.List.of()));
  }
}
