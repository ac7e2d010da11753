package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.vendors.Translation.Element;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodingTest {

  private static final String CALL = "{\"uniqueid\":\"1.1\",\"start\":\"2025-08-04 22:50:31\"}";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"a\":2}|the key a stands twice",
        "{\"a\":{\"b\":1,\"b\":1}}|the key b stands twice",
        "{\"data\":[{}],\"data\":[{}]}|the key data stands twice",
        "{\"a\":1} {}|body goes on behind its JSON value, line 1, column 9",
        "{\"a\":|body is no JSON, line 1, column 6",
        "{\"a\":NaN}|body is no JSON, line 1, column 9",
        "<html></html>|body is HTML or XML",
        "hello|body is neither JSON nor a form nor CSV",
        "``|body is empty",
        "Too bad, no key|the vendor's API answered an error",
        "[1]|element is no object",
        "null|body is neither JSON nor a form nor CSV",
      })
  void aBodyIsRejectedWithPlaceAndCause(String body, String cause) {
    List<Element> elements =
        Given.TRANSLATOR
            .translate(
                Given.delivery("d1", "onecom", "text/plain", body.getBytes(StandardCharsets.UTF_8)))
            .elements();
    assertThat(elements).hasSize(1);
    assertThat(Given.rejection(elements.get(0))).isEqualTo(cause);
  }

  @Test
  void aBodyThatIsNotUtf8IsRejectedWhole() {
    byte[] latin = "{\"uniqueid\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    Element element =
        Given.TRANSLATOR
            .translate(Given.delivery("d1", "onecom", "application/json", latin))
            .elements()
            .get(0);
    assertThat(element)
        .isInstanceOfSatisfying(
            Element.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("body is not UTF-8");
              assertThat(rejected.bytes()).isEqualTo(latin);
            });
  }

  @Test
  void aByteOrderMarkIsTolerated() {
    assertThat(Given.call("\uFEFF" + CALL).vendorCallId()).isEqualTo("1.1");
  }

  @Test
  void deepNestingIsRefusedAndNoStackOverflows() {
    assertThat(Given.rejection("onecom", "[".repeat(100_000)))
        .startsWith("body is JSON nested deeper than 100");
  }

  @Test
  void moreThanTenThousandElementsAreRejectedAsOne() {
    String body = "[" + String.join(",", Collections.nCopies(10_001, CALL)) + "]";
    assertThat(Given.elements("onecom", body)).hasSize(1);
    assertThat(Given.rejection("onecom", body)).isEqualTo("delivery has more than 10000 elements");
  }

  @Test
  void anEmptyArrayHasNoElements() {
    assertThat(Given.elements("onecom", "[]")).isEmpty();
    assertThat(Given.elements("onecom", "{\"data\":[]}")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "uniqueid=1.1&start=2025-08-04+22%3A50%3A31|application/x-www-form-urlencoded",
        "{\"uniqueid\":\"1.1\",\"start\":\"2025-08-04 22:50:31\"}=|application/x-www-form-urlencoded",
        "%7B%22uniqueid%22%3A%221.1%22%2C%22start%22%3A%222025-08-04+22%3A50%3A31%22%7D=|application/x-www-form-urlencoded",
        "{\"data\":{\"uniqueid\":\"1.1\",\"start\":\"2025-08-04 22:50:31\"}}|application/json",
        "{\"Unique-ID\":\"1.1\",\"START\":\"2025-08-04T22:50:31+03:00\"}|text/plain",
      })
  void oneCallManyShapes(String body, String contentType) {
    CallEvent call =
        (CallEvent)
            Given.event(
                Given.TRANSLATOR
                    .translate(
                        Given.delivery(
                            "d1", "onecom", contentType, body.getBytes(StandardCharsets.UTF_8)))
                    .elements()
                    .get(0));
    assertThat(call.vendorCallId()).isEqualTo("1.1");
    assertThat(call.startedAt()).hasToString("2025-08-04T19:50:31Z");
  }

  @Test
  void aBrokenElementKeepsItsOwnBytes() {
    String body = "[" + CALL + ", {\"start\" : \"2025-08-04 22:50:31\", \"x\":1e400}]";
    assertThat(Given.elements("onecom", body).get(1))
        .isInstanceOfSatisfying(
            Element.Rejected.class,
            rejected ->
                assertThat(new String(rejected.bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"start\" : \"2025-08-04 22:50:31\", \"x\":1e400}"));
  }

  @Test
  void aKeyTwiceInOneRecordCostsThatRecordOnly() {
    String twice = "{\"uniqueid\":\"1.2\",\"disposition\":\"BUSY\",\"disposition\":\"ANSWERED\"}";
    List<Element> elements = Given.elements("onecom", "[" + CALL + "," + twice + "," + CALL + "]");
    assertThat(elements).hasSize(3);
    assertThat(Given.event(elements.get(0))).isInstanceOf(CallEvent.class);
    assertThat(Given.event(elements.get(2))).isInstanceOf(CallEvent.class);
    assertThat(elements.get(1))
        .isInstanceOfSatisfying(
            Element.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("the key disposition stands twice");
              assertThat(new String(rejected.bytes(), StandardCharsets.UTF_8)).isEqualTo(twice);
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[%s]|application/json",
        "%s|application/json",
        "{\"cdr_root\":[%s]}|application/json",
        "{\"data\":[%s]}|application/json",
        "{\"payload\":%s}|application/json",
        "data=[%s]|application/x-www-form-urlencoded",
        "payload=%s|application/x-www-form-urlencoded",
        "payload={\"cdr_root\":[%s]}|application/x-www-form-urlencoded",
      })
  void aCallWithLegsIsOneCallWhereverItStands(String round, String contentType) {
    String call =
        "{\"cdr\":\"cdr1\",\"main_cdr\":{\"uniqueid\":\"1.1\",\"disposition\":\"NO ANSWER\"},"
            + "\"sub_cdr_1\":{\"uniqueid\":\"1.2\",\"disposition\":\"ANSWERED\"}}";
    byte[] body = round.replace("%s", call).getBytes(StandardCharsets.UTF_8);
    List<Element> elements =
        Given.TRANSLATOR.translate(Given.delivery("d1", "onecom", contentType, body)).elements();
    assertThat(elements).hasSize(1);
    CallEvent event = (CallEvent) Given.event(elements.get(0));
    assertThat(event.vendorCallId()).isEqualTo("1.1");
    assertThat(event.status()).hasToString("ANSWERED");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "uniqueid,start|text/html",
        "uniqueid;start|text/plain",
        "uniqueid\tstart|text/csv",
        "\"uniqueid\",\"start\"|text/csv",
        "\"uniqueid\";\"start\"|application/json",
      })
  void aPageOfRowsIsReadWhateverPartsItsCells(String header, String contentType) {
    String mark = header.replaceAll("[\"a-z]", "");
    String quote = header.startsWith("\"") ? "\"" : "";
    String row = quote + "1.1" + quote + mark + quote + "2025-08-04 22:50:31" + quote;
    List<Element> elements = page("\uFEFF" + header + "\n" + row + "\n" + row, contentType);
    assertThat(elements).hasSize(2);
    for (Element element : elements) {
      assertThat(Given.event(element))
          .isInstanceOfSatisfying(
              CallEvent.class,
              call -> {
                assertThat(call.vendorCallId()).isEqualTo("1.1");
                assertThat(call.startedAt()).hasToString("2025-08-04T19:50:31Z");
              });
    }
  }

  @Test
  void aHeaderAloneIsAnEmptyPageAndASentenceIsNot() {
    assertThat(page("accountcode,call_id,start,uniqueid", "text/html")).isEmpty();
    assertThat(page("Wrong key, tenant, info, or date", "text/html")).hasSize(1);
    assertThat(page("no call logs found.", "text/html"))
        .singleElement()
        .isEqualTo(new Element.Ignored("empty page"));
  }

  private static List<Element> page(String body, String contentType) {
    return Given.TRANSLATOR
        .translate(
            Given.delivery("d1", "onecom", contentType, body.getBytes(StandardCharsets.UTF_8)))
        .elements();
  }

  @Test
  void anUnknownSourceIsNamed() {
    assertThat(Given.rejection("nobody", "{}")).isEqualTo("source nobody is not configured");
  }
}
