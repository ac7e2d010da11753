package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Requirement.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementTest {

  private static final String YAML =
      """
      vendor: test
      title: A vendor whose leads must have a phone
      doors: {lead: {path: /webhooks/test, methods: [POST]}}
      proofs: [path-secret]
      source_defaults: {region: IN}
      decode: {json_text: [payload], texts: [{starts: No leads, ignored: empty page}]}
      split: [data]
      fields:
        phone: [phone_number, mobile, phone]
        full_name: [name]
      absent: {phone: [unknown caller]}
      """;
  private static final Spec SPEC =
      VendorDefinition.of(Given.folder(YAML, "{'event_type': 'lead.created'}")).spec();
  private static final List<String> NAMES = List.of("phone_number", "mobile", "phone", "msisdn");
  private static final Requirement REQUIREMENT = Requirement.of(NAMES, SPEC, Map.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phone_number\":\"9000012345\"}",
        "{\"phone_number\":9000012345}",
        "{\"Phone Number\":\"9000012345\"}",
        "{\"phone_number\":null,\"mobile\":\"9000012345\"}",
        "{\"phone_number\":\"not a number at all\"}",
        "{\"msisdn\":\"9000012345\"}",
        "{\"phone_number\":[\"9000012345\",\"9000012346\"]}",
        "{\"data\":[{\"name\":\"a\"},{\"name\":\"b\",\"phone\":\"9000012345\"}]}",
        "[3,{\"phone\":\"9000012345\"}]",
        "{\"payload\":\"{\\\"phone\\\":\\\"9000012345\\\"}\"}",
        "name=a&mobile=9000012345",
        "{\"data\":{\"name\":\"a\"},\"phone_number\":\"9000012345\"}",
        "{\"phone\":\"9000012345\",\"phone\":\"9000012346\"}",
      })
  void oneNameThatSaysSomethingInOneElementIsEnough(String body) {
    assertThat(judge(REQUIREMENT, body)).isEqualTo(Finding.MET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "{}",
        "[]",
        "[{},{\"name\":\"a\"}]",
        "{\"name\":\"9000012345\"}",
        "{\"phone_number\":null}",
        "{\"phone_number\":\"\"}",
        "{\"phone_number\":\"  \"}",
        "{\"phone_number\":\"None\"}",
        "{\"phone_number\":\"n/a\"}",
        "{\"phone_number\":\"{caller}\"}",
        "{\"phone_number\":\"Unknown Caller\"}",
        "{\"phone_number\":{}}",
        "{\"phone_number\":[]}",
        "phone_number=&name=a",
        "No leads today",
      })
  void whatSaysNothingIsMissing(String body) {
    assertThat(judge(REQUIREMENT, body)).isEqualTo(Finding.MISSING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phone_number\":",
        "{\"phone_number\":\"9000012345\"} and more",
        "9000012345",
        "null",
        "[1,2]",
        "<lead/>",
        "\u0000",
        "a plain text",
      })
  void whatIsNoDeliveryOfTheVendorsIsUnreadable(String body) {
    assertThat(judge(REQUIREMENT, body)).isEqualTo(Finding.UNREADABLE);
  }

  @Test
  void bytesThatAreNoTextAreUnreadable() {
    byte[] body = {(byte) 0xFF, (byte) 0xFE, 0x7B};

    assertThat(REQUIREMENT.judge(Given.delivery("d1", "test", "application/json", body)))
        .isEqualTo(Finding.UNREADABLE);
  }

  @Test
  void whatIsTooLargeToLookIntoIsKept() {
    String body = "{\"name\":\"" + "a".repeat(Requirement.LARGEST - 11) + "\"}";

    assertThat(body).hasSize(Requirement.LARGEST);
    assertThat(judge(REQUIREMENT, body)).isEqualTo(Finding.MISSING);
    assertThat(judge(REQUIREMENT, body + " ")).isEqualTo(Finding.MET);
  }

  @Test
  void theTenantsOwnNameOfTheFieldWillDo() {
    Requirement renamed = Requirement.of(NAMES, SPEC, Map.of("phone", List.of("contact.no")));
    String body = "{\"contact\":{\"no\":\"9000012345\"}}";

    assertThat(judge(renamed, body)).isEqualTo(Finding.MET);
    assertThat(judge(renamed, body.replace("9000012345", "n/a"))).isEqualTo(Finding.MISSING);
    assertThat(judge(REQUIREMENT, body)).isEqualTo(Finding.MISSING);
    Requirement other = Requirement.of(NAMES, SPEC, Map.of("full_name", List.of("contact.no")));
    assertThat(judge(other, body)).as("a name of another field").isEqualTo(Finding.MISSING);
  }

  @Test
  void wherePhonesStandMoreWordsMeanNothingThanInAText() {
    Requirement name = Requirement.of(List.of("name"), SPEC, Map.of());

    assertThat(judge(name, "{\"name\":\"Na\"}")).isEqualTo(Finding.MET);
    assertThat(judge(name, "{\"name\":\"none\"}")).isEqualTo(Finding.MISSING);
  }

  private static Finding judge(Requirement requirement, String body) {
    String type = body.contains("=") ? "application/x-www-form-urlencoded" : "application/json";
    return requirement.judge(
        Given.delivery("d1", "test", type, body.getBytes(StandardCharsets.UTF_8)));
  }
}
