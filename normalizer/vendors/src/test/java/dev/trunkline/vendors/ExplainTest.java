package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.vendors.Translation.Element;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Why a delivery means what it means. */
class ExplainTest {

  static Stream<Arguments> samples() {
    return SamplesTest.samples();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void whatIsExplainedIsWhatIsTranslated(String name, Sample sample) {
    Translator translator = Translator.of(Given.VENDORS, List.of(sample.source()));
    Delivery delivery = SampleCheck.delivery(sample);

    Explained explained = translator.explain(delivery);

    Translation translation = translator.translate(delivery);
    assertThat(explained.definitionHash()).isEqualTo(translation.definitionHash());
    assertThat(explained.elements().stream().map(element -> told(element.fate())).toList())
        .isEqualTo(translation.elements().stream().map(ExplainTest::told).toList());
  }

  @Test
  void aVariableThatIsNeverReachedHoldsNothing() {
    Explained.Element element = explained("knowrithm", "{\"event\": \"ping\"}");

    assertThat(element.variables())
        .containsOnlyKeys("isPage", "kind", "state")
        .containsEntry("isPage", false)
        .containsEntry("kind", null)
        .containsEntry("state", null);
    assertThat(element.answers())
        .containsExactly(Map.of("ignored", "event is none that we publish"));
  }

  @Test
  void theFieldsOfLegsAreShownBesideThoseOfTheCall() {
    Explained.Element element =
        explained(
            "onecom",
            """
            {"cdr_root": {"main_cdr": {"uniqueid": "1", "src": "0500000101"},
                          "sub_cdr_1": {"disposition": "ANSWERED"}}}
            """);

    assertThat(element.fields().get("from").keys()).containsExactly("src");
    assertThat(element.legs()).hasSize(1);
    assertThat(element.legs().get(0).get("vendor_disposition").value()).isEqualTo("ANSWERED");
    assertThat(element.variables()).containsEntry("heard", "answered");
  }

  @Test
  void ofABodyThatCannotBeReadOnlyTheFateIsKnown() {
    Explained.Element element = explained("onecom", "{\"uniqueid\":");

    assertThat(element.fields()).isEmpty();
    assertThat(element.fate()).isInstanceOf(Element.Rejected.class);
  }

  private static Explained.Element explained(String source, String body) {
    return Given.TRANSLATOR.explain(Given.delivery("d1", source, body)).elements().get(0);
  }

  private static Object told(Element element) {
    return switch (element) {
      case Element.Understood understood ->
          understood.events().stream().map(CanonicalEvent::eventId).toList();
      case Element.Ignored ignored -> ignored;
      case Element.Rejected rejected -> rejected.reason();
    };
  }
}
