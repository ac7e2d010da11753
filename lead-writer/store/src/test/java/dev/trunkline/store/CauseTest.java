package dev.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseTest {

  /** Reasons as the stages write them; a {@code %} stands where letters differ. */
  private static final List<String> NORMALIZER =
      List.of(
          "uniqueid (vendor_call_id) is missing",
          "ref_no (vendor_call_id) is missing",
          "uniqueid (vendor_call_id) is longer than % characters",
          "body is no JSON, line %, column %",
          "body goes on behind its JSON value, line %, column %",
          "body is empty",
          "body is not UTF-8",
          "body is HTML or XML",
          "delivery has more than % elements",
          "header received_at is missing",
          "header received_at is no RFC 3339 instant",
          "header replay_id is no UUIDv7 in lower case",
          "the definition failed: NullPointerException",
          "the definition failed: StackOverflowError",
          "cannot be read (ClassCastException)",
          "mapping fails at onecom/mapping.jsonata:%:% (T2001)",
          "mapping fails at onecom/mapping.jsonata:%:% (D3030)",
          "mapping takes more than % steps",
          "the mapping says nothing about this",
          "a key stands twice",
          "unknown status %",
          "unknown status: %",
          "no call of that kind: '%'",
          "the agent \"%\" is nobody's");

  private static final List<String> WRITER =
      List.of(
          "the database refused it with SQLSTATE 22P05, class 22 (data exception): customer_name",
          "the database refused it with SQLSTATE 22P02, class 22 (data exception): customer_name",
          "the database refused it with SQLSTATE 22P05, class 22 (data exception): vendor_lead_id",
          "the database refused it with SQLSTATE 22007, class 22 (data exception): started_at",
          "the database refused it with SQLSTATE 54000, class 54 (program limit exceeded): call_id",
          "it failed with ArithmeticException: later",
          "it failed with ArithmeticException",
          "the record cannot be read: source is missing",
          "the record cannot be read: delivery_id is no UUID",
          "the record cannot be read: InvalidFormatException: duration_s",
          "the record has no value");

  private final Random random = new Random(11);

  @Test
  void lettersOfOneCauseAreOneGroupWhateverTheirValues() {
    for (String stage : List.of("normalizer", "writer", "recordings")) {
      List<String> kinds = stage.equals("writer") ? WRITER : NORMALIZER;

      List<String> groups =
          kinds.stream()
              .flatMap(kind -> Stream.generate(() -> filled(kind)).limit(200))
              .map(reason -> Cause.of(stage, reason, "shop").group())
              .distinct()
              .toList();

      assertThat(groups).as(stage).hasSize(kinds.size());
    }
  }

  @Test
  void stagesAreApart() {
    assertThat(
            Stream.of("normalizer", "writer", "recordings")
                .map(stage -> Cause.of(stage, "body is empty", null).group()))
        .doesNotHaveDuplicates();
  }

  @Test
  void whichSourceItIsSaysNothingAboutTheCause() {
    assertThat(
            Stream.of("shop", "branch-2", "x")
                .map(
                    source ->
                        Cause.of("normalizer", "source " + source + " is not configured", source)))
        .extracting(Cause::cause, Cause::field)
        .containsOnly(tuple("source # is not configured", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normalizer | uniqueid (vendor_call_id) is missing | vendor_call_id",
        "normalizer | vendor_lead_id is missing | vendor_lead_id",
        "normalizer | header received_at is missing | received_at",
        "normalizer | the key agent2 stands twice | agent#",
        "normalizer | the mapping says colour, which call.v1 has not | colour",
        "normalizer | uid (vendor_call_id) is a template that was never filled in | vendor_call_id",
        "normalizer | body is empty |",
        "normalizer | unknown status: queued |",
        "writer | it failed with ArithmeticException: later | later",
        "writer | the record cannot be read: source is missing | source",
        "writer | the record cannot be read: InvalidFormatException: duration_s | duration_s",
        "writer | the record cannot be read: StreamReadException |",
        "recordings | header ticket or the key is missing |",
      })
  void theFieldIsTheOneThatTheReasonNames(String stage, String reason, String field) {
    assertThat(Cause.of(stage, reason, null).field()).isEqualTo(field);
  }

  @Test
  void whatTellsCausesApartStays() {
    assertThat(
            Cause.of(
                    "writer",
                    "the database refused it with SQLSTATE 22P05, class 22 (data exception): city",
                    null)
                .cause())
        .isEqualTo("the database refused it with SQLSTATE 22P05, class 22 (data exception)");
    assertThat(
            Cause.of("normalizer", "mapping fails at a/mapping.jsonata:12:7 (T2001)", null).cause())
        .isEqualTo("mapping fails at a/mapping.jsonata (T2001)");
    assertThat(Cause.of("normalizer", "body is not UTF-8", null).cause())
        .isEqualTo("body is not UTF-8");
  }

  @Test
  void noValueIsInACause() {
    for (int i = 0; i < 2_000; i++) {
      String value = value();
      Cause cause = Cause.of("normalizer", "the caller " + value + " is not known here", null);

      assertThat(cause.cause()).isEqualTo("the caller # is not known here");
    }
  }

  @Test
  void anyTextHasACauseThatIsShort() {
    for (int i = 0; i < 1_000; i++) {
      String text =
          random
              .ints(random.nextInt(700), 0, 0x3000)
              .mapToObj(Character::toString)
              .collect(Collectors.joining());

      Cause cause = Cause.of(i % 2 == 0 ? "writer" : "normalizer", text, text);

      assertThat(cause.cause().length()).isLessThanOrEqualTo(200);
      assertThat(cause.group()).matches("[0-9a-f]{8}");
      assertThat(Cause.of(cause.stage(), text, text)).isEqualTo(cause);
    }
  }

  private String filled(String kind) {
    StringBuilder filled = new StringBuilder();
    boolean words = kind.contains("status") || kind.contains("'") || kind.contains("\"");
    for (char c : kind.toCharArray()) {
      filled.append(c == '%' ? words ? value() : Integer.toString(random.nextInt(100_000)) : c);
    }
    return filled.toString();
  }

  private String value() {
    return switch (random.nextInt(7)) {
      case 0 -> Integer.toString(random.nextInt());
      case 1 -> new UUID(random.nextLong(), random.nextLong()).toString();
      case 2 -> "+1202555%04d".formatted(random.nextInt(10_000));
      case 3 -> "pbx24-" + random.nextInt(1 << 30) + "." + random.nextInt(9_000);
      case 4 -> "dana." + "x".repeat(random.nextInt(5)) + "@example.com";
      case 5 -> "2026-03-%02dT10:00:%02dZ".formatted(random.nextInt(31), random.nextInt(60));
      default -> "a" + random.nextInt(99) + "b";
    };
  }
}
