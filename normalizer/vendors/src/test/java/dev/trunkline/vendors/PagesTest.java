package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Page.Failed;
import dev.trunkline.vendors.Page.Part;
import dev.trunkline.vendors.Page.Rows;
import dev.trunkline.vendors.Page.Why;
import dev.trunkline.vendors.Translation.Element;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What vendors answer when they are asked for their history. */
class PagesTest {

  private static final History CALLLOG = Histories.of("knowlarity", "calllog");
  private static final History LOG = Histories.of("convoso", "log");
  private static final History RECORDINGS = Histories.of("convoso", "recordings");
  private static final History CDRS = Histories.of("onecom", "cdrs");
  private static final History LEADS = Histories.of("knowrithm", "leads");
  private static final Instant FROM = Instant.parse("2025-10-27T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2025-10-28T00:00:00Z");

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "knowlarity, calllog, m04-calllog-page, 6",
    "knowlarity, calllog, w23-calllog-phone-forms, 5",
    "convoso, log, m05-log-page, 3",
    "convoso, recordings, w23-get-recordings, 2",
    "convoso, recordings, w25-get-recordings-array, 1",
    "onecom, cdrs, w21-cdrs-csv, 2",
    "onecom, cdrs, m02-cdrs-csv-quoted, 2",
    "knowrithm, leads, m02-lead-page, 3",
  })
  void aPageIsOneDeliveryThatMeansWhatItsStorySays(
      String vendor, String api, String name, int rows) {
    History history = Histories.of(vendor, api);
    Sample sample =
        Given.VENDORS.get(vendor).samples().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    // Three of 546 rows of a log, fewer than were asked for: as if so many had been.
    Page page = history.read(200, sample.contentType(), sample.body(), 0, rows);

    assertThat(page).isInstanceOf(Rows.class);
    assertThat(((Rows) page).rows()).isEqualTo(rows);
    assertThat(((Rows) page).parts()).hasSize(1);
    Part part = ((Rows) page).parts().get(0);
    assertThat(part.body()).isEqualTo(sample.body());
    assertThat(part.rows()).isEqualTo(rows);
    assertThat(Arrays.stream(part.prints()).distinct().count()).isEqualTo(rows);
    Translator translator = Translator.of(Given.VENDORS, List.of(sample.source()));
    List<Element> pulled =
        translator
            .translate(history.delivery(part, "d", "poll", FROM, UNTIL, 0, Given.RECEIVED))
            .elements();
    assertThat(pulled)
        .usingRecursiveComparison()
        .isEqualTo(translator.translate(sample.delivery("d", vendor, Given.RECEIVED)).elements());
    assertThat(pulled).hasSize(rows);
  }

  static Stream<Arguments> errors() {
    String rows = "{\"id\":\"1\"}";
    return Stream.of(
        error(LOG, 401, "{}", Why.CREDENTIAL, "the vendor's API answered 401"),
        error(CALLLOG, 403, "no", Why.CREDENTIAL, "the vendor's API answered 403"),
        error(LEADS, 429, "", Why.LIMITED, "the vendor's API answered 429"),
        error(LOG, 500, log(3, 3, 0, rows), Why.ERROR, "the vendor's API answered 500"),
        error(LOG, 302, "", Why.ERROR, "the vendor's API answered 302"),
        error(CDRS, 404, "", Why.ERROR, "the vendor's API answered 404"),
        error(
            LOG,
            200,
            "{\"success\":false,\"code\":6004,\"text\":\"x-payload\"}",
            Why.ERROR,
            "the vendor's API answered an error: code 6004"),
        error(
            LOG,
            200,
            "{\"code\":401,\"data\":{\"results\":[]},\"success\":\"false\"}",
            Why.CREDENTIAL,
            "the vendor's API answered an error: code 401"),
        error(
            RECORDINGS,
            200,
            "{\"success\":0,\"data\":[],\"code\":\"x-payload of somebody\"}",
            Why.ERROR,
            "the vendor's API answered an error"),
        error(LOG, 200, "{\"success\":true}", Why.ERROR, "the vendor's API answered an error"),
        error(
            CALLLOG,
            200,
            "[{\"Error_Message\":\"x-payload\"}]",
            Why.ERROR,
            "the vendor's API answered an error"),
        error(CALLLOG, 200, "[]", Why.ERROR, "the vendor's API answered an error"),
        error(
            CALLLOG, 200, "x-payload", Why.ERROR, "the vendor's API answered 200: body is no JSON"),
        error(
            LEADS,
            200,
            "<html>x-payload</html>",
            Why.ERROR,
            "the vendor's API answered 200: body is HTML or XML"),
        error(
            LOG,
            200,
            "{\"success\":true,\"success\":true,\"data\":{\"results\":[]}}",
            Why.ERROR,
            "the vendor's API answered 200: a key of the page stands twice"),
        error(
            CDRS,
            200,
            "Too bad, x-payload",
            Why.CREDENTIAL,
            "the vendor's API answered an error in words"),
        error(CDRS, 200, "x-payload", Why.ERROR, "the vendor's API answered words"),
        error(CDRS, 200, "Sorry, x-payload", Why.ERROR, "the vendor's API answered words"),
        error(CDRS, 200, "a,b\n1,2\n", Why.ERROR, "the vendor's API answered CSV of other columns"),
        error(CDRS, 200, "{\"error\":\"x\"}", Why.ERROR, "the vendor's API answered an error"),
        error(
            CDRS,
            200,
            "<!DOCTYPE html>",
            Why.ERROR,
            "the vendor's API answered 200: body is HTML or XML"),
        error(LOG, 200, "", Why.INCOMPLETE, "the page is not whole: it is empty"),
        error(CDRS, 200, " \r\n", Why.INCOMPLETE, "the page is not whole: it is empty"),
        error(
            LOG,
            200,
            "{\"success\":true,\"data\":{\"res",
            Why.INCOMPLETE,
            "the page is not whole: body is no JSON, line 1, column 29"),
        error(
            LOG,
            200,
            log(3, 3, 0, rows),
            Why.INCOMPLETE,
            "the page is not whole: it has 1 rows and says 3"),
        error(
            CALLLOG,
            200,
            "{\"meta\":{\"total_count\":7},\"objects\":[" + rows + "]}",
            Why.INCOMPLETE,
            "the page is not whole: it has 1 rows and 7 are announced"),
        error(
            CALLLOG,
            200,
            "{\"meta\":{\"total_count\":7},\"objects\":[]}",
            Why.INCOMPLETE,
            "the page is not whole: it has 0 rows and 7 are announced"),
        error(
            CDRS,
            200,
            "start,uniqueid,src\n2025-07-01 10:00:00,1.1,101\n2025-07-01 10:0",
            Why.INCOMPLETE,
            "the page is not whole: its last row is cut"),
        error(
            CDRS,
            200,
            "start,uniqueid,src\n2025-07-01 10:00:00,1.1,\"10",
            Why.INCOMPLETE,
            "the page is not whole: its last row is cut"),
        error(
            CDRS,
            200,
            "start,uniqueid,sr",
            Why.INCOMPLETE,
            "the page is not whole: its last row is cut"));
  }

  private static Arguments error(History history, int status, String body, Why why, String reason) {
    return Arguments.of(history.name(), status, body, history, why, reason);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @MethodSource("errors")
  void whatIsNoPageSaysWhyAndNothingOfThePayload(
      String name, int status, String body, History history, Why why, String reason) {
    for (String type : new String[] {null, "text/html; charset=UTF-8", "application/json"}) {
      assertThat(history.read(status, type, bytes(body), 0, 0))
          .as(name)
          .isEqualTo(new Failed(why, reason));
    }
    assertThat(reason).doesNotContain("x-payload");
  }

  @Test
  void wordsInAnotherScriptAreAnErrorAndALetterThatIsCutIsHalfAPage() {
    byte[] hebrew = "start,uniqueid\n2025-07-01 10:00:00,דויד".getBytes(StandardCharsets.UTF_8);

    assertThat(CDRS.read(200, null, Arrays.copyOf(hebrew, hebrew.length - 1), 0, 0))
        .isEqualTo(new Failed(Why.INCOMPLETE, "the page is not whole: it ends within a letter"));
    assertThat(CDRS.read(200, null, "a\u00e9b".getBytes(StandardCharsets.ISO_8859_1), 0, 0))
        .isEqualTo(new Failed(Why.ERROR, "the vendor's API answered 200: body is not UTF-8"));
  }

  @Test
  void anEmptyPageIsTheLastAndNothingIsPublished() {
    assertThat(CDRS.read(200, "text/html", bytes("No call logs found\n"), 0, 0))
        .isEqualTo(new Rows(List.of(), 0, null, true, 0));
    assertThat(CDRS.read(200, "text/csv", bytes("start,uniqueid,src\r\n"), 0, 0))
        .isEqualTo(new Rows(List.of(), 0, null, true, 0));
    assertThat(LOG.read(200, null, bytes(log(0, 0, 0, "")), 0, 0))
        .isEqualTo(new Rows(List.of(), 0, 0L, true, 0));
    assertThat(LOG.read(200, null, bytes("{\"success\":true,\"data\":[]}"), 0, 0))
        .isEqualTo(new Rows(List.of(), 0, null, true, 0));
    assertThat(LEADS.read(200, null, bytes("{\"items\":[],\"total\":0}"), 0, 0))
        .isEqualTo(new Rows(List.of(), 0, 0L, true, 1));
  }

  @Test
  void aLogIsPagedByItsTotalToTheEnd() {
    List<Long> cursors = new ArrayList<>();
    long cursor = 0;
    boolean last = false;
    while (!last) {
      cursors.add(cursor);
      int rows = (int) Math.min(500, 1_200 - cursor);
      Rows page =
          (Rows) LOG.read(200, null, bytes(log(rows, 1_200, cursor, rows(rows))), cursor, 0);
      assertThat(page.total()).isEqualTo(1_200);
      assertThat(page.parts().get(0).rows()).isEqualTo(rows);
      last = page.last();
      cursor = page.next();
    }
    assertThat(cursors).containsExactly(0L, 500L, 1000L);
    assertThat(cursor).isEqualTo(1_200);
  }

  @Test
  void withoutATotalAShortPageIsTheLast() {
    assertThat(leads(100, 0)).returns(false, Rows::last).returns(1L, Rows::next);
    assertThat(leads(99, 1)).returns(true, Rows::last);
    assertThat(leads(0, 2)).returns(true, Rows::last);
  }

  @Test
  void pagesThatAreNumberedEndByTheirTotalToo() {
    String page = "{\"items\":[" + rows(100) + "],\"total\":200}";

    assertThat(LEADS.read(200, null, bytes(page), 0, 0))
        .isInstanceOfSatisfying(Rows.class, rows -> assertThat(rows.last()).isFalse());
    assertThat(LEADS.read(200, null, bytes(page), 1, 0))
        .isInstanceOfSatisfying(Rows.class, rows -> assertThat(rows.last()).isTrue());
  }

  @Test
  void aVendorThatGivesFewerRowsThanAskedForIsTakenAtItsWord() {
    String page = "{\"meta\":{\"limit\":200,\"total_count\":450},\"objects\":[" + rows(200) + "]}";

    assertThat(CALLLOG.read(200, null, bytes(page), 0, 0))
        .isInstanceOfSatisfying(
            Rows.class,
            rows -> assertThat(rows).returns(false, Rows::last).returns(200L, Rows::next));
  }

  @ParameterizedTest(name = "page {0} of 50 rows, of 150: last {1}")
  @CsvSource({"0, false", "1, false", "2, true"})
  void whereItsPagesAreNumberedTheyAreCountedByTheVendorsSize(long cursor, boolean last) {
    String page = "{\"items\":[" + rows(50) + "],\"per_page\":50,\"total\":150}";

    assertThat(LEADS.read(200, null, bytes(page), cursor, 0))
        .isInstanceOfSatisfying(
            Rows.class,
            rows -> assertThat(rows).returns(last, Rows::last).returns(cursor + 1, Rows::next));
  }

  @ParameterizedTest(name = "{0} rows, cursor {1}")
  @CsvSource({
    "40500, 0, false",
    "40501, 0, true",
    "40500, 40000, false",
    "900000, 500, true",
  })
  void whatPagingCannotReachIsAskedForInShorterSlices(int total, long cursor, boolean tooMany) {
    Page page = LOG.read(200, null, bytes(log(500, total, cursor, rows(500))), cursor, 0);

    assertThat(page instanceof Failed failed && failed.why() == Why.TOO_MANY).isEqualTo(tooMany);
  }

  @Test
  void withoutATotalTheHighestCursorIsTheEnd() {
    String page = "{\"success\":true,\"data\":[" + rows(100) + "]}";

    assertThat(RECORDINGS.read(200, null, bytes(page), 39_900, 0)).isInstanceOf(Rows.class);
    assertThat(RECORDINGS.read(200, null, bytes(page), 40_000, 0))
        .isEqualTo(
            new Failed(Why.TOO_MANY, "the slice has more rows than the vendor's paging reaches"));
  }

  @Test
  void aPageThatNoRawRecordTakesIsAskedForWithFewerRows() {
    String row = "{\"id\":\"" + "x".repeat(190_000) + "\"}";
    String page = log(10, 10, 0, String.join(",", Collections.nCopies(10, row)));

    assertThat(LOG.read(200, null, bytes(page), 0, 0))
        .isEqualTo(new Failed(Why.TOO_LARGE, "the page has more than one delivery takes"));
  }

  @Test
  void aLongCsvIsCutIntoPartsOfWholeRowsThatAreByteForByteThere() {
    String header = "\uFEFF\"start\";\"uniqueid\";\"clid\"\r\n";
    List<String> rows =
        IntStream.range(0, 1_050)
            .mapToObj(
                i ->
                    "\"2025-07-01 10:00:00\";\"1751360400."
                        + i
                        + "\";\"\"\"דויד; "
                        + i
                        + "\"\"\r\n<050>\"\r\n")
            .toList();
    Rows page = (Rows) CDRS.read(200, "text/html", bytes(header + String.join("", rows)), 0, 0);

    assertThat(page.rows()).isEqualTo(1_050);
    assertThat(page.last()).isTrue();
    assertThat(page.parts().stream().map(Part::rows)).containsExactly(200, 200, 200, 200, 200, 50);
    assertThat(joined(header, page)).isEqualTo(header + String.join("", rows));
    Set<Long> prints = new HashSet<>();
    for (Part part : page.parts()) {
      assertThat(part.contentType()).isEqualTo("text/csv");
      assertThat(part.prints()).hasSize(part.rows());
      Arrays.stream(part.prints()).forEach(prints::add);
      assertThat(Csv.rows(new String(part.body(), StandardCharsets.UTF_8).substring(1)))
          .hasSize(part.rows());
    }
    assertThat(prints).hasSize(1_050);
  }

  @Test
  void aCsvOfWideRowsIsCutByItsBytes() {
    String header = "start,uniqueid,lastapp\n";
    String wide = "2025-07-01 10:00:00,1.1," + "x".repeat(400_000) + "\n";
    Rows page = (Rows) CDRS.read(200, "text/csv", bytes(header + wide.repeat(5)), 0, 0);

    assertThat(page.parts().stream().map(Part::rows)).containsExactly(2, 2, 1);
    assertThat(page.parts()).allMatch(part -> part.body().length <= 900 * 1024);
    assertThat(joined(header, page)).isEqualTo(header + wide.repeat(5));
  }

  @Test
  void aRowIsKnownAgainByItsOwnText() {
    String one = "{\"id\":\"1\",\"n\":1.50}";
    String other = "{\"id\":\"1\",\"n\":1.5}";
    long[] first = prints(log(2, 2, 0, one + "," + other));
    long[] second = prints("{\"data\":{\"results\":[ " + other + ", " + one + "]}}");

    assertThat(first).hasSize(2).doesNotHaveDuplicates();
    assertThat(second).containsExactly(first[1], first[0]);
  }

  /** Every page of every vendor, cut at every byte, and with every byte changed. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "knowlarity, calllog, w23-calllog-phone-forms",
    "convoso, log, m05-log-page",
    "convoso, recordings, w25-get-recordings-array",
    "onecom, cdrs, m02-cdrs-csv-quoted",
    "knowrithm, leads, m02-lead-page",
  })
  void whateverIsAnsweredNothingIsThrownAndHalfAPageIsNone(String vendor, String api, String name) {
    History history = Histories.of(vendor, api);
    byte[] body =
        Given.VENDORS.get(vendor).samples().stream()
            .filter(sample -> sample.name().equals(name))
            .findFirst()
            .orElseThrow()
            .body();
    int whole =
        new String(body, StandardCharsets.UTF_8)
            .stripTrailing()
            .getBytes(StandardCharsets.UTF_8)
            .length;
    Random random = new Random(7);
    for (int i = 0; i < body.length; i++) {
      Page cut = history.read(200, null, Arrays.copyOf(body, i), 0, 2);
      if (!vendor.equals("onecom") && i < whole) {
        assertThat(cut)
            .as("cut at %d", i)
            .isInstanceOfSatisfying(
                Failed.class, failed -> assertThat(failed.why()).isEqualTo(Why.INCOMPLETE));
      }
      byte[] changed = body.clone();
      changed[i] = (byte) random.nextInt(256);
      if (history.read(200, null, changed, 0, 2) instanceof Failed failed) {
        assertThat(failed.reason()).isNotBlank();
      }
    }
  }

  /** Where CSV is cut between rows nothing shows it; a cut row is never taken for a whole one. */
  @Test
  void aCutCsvNeverHasARowThatTheWholeOneHasNot() {
    Sample sample =
        Given.VENDORS.get("onecom").samples().stream()
            .filter(one -> one.name().equals("m02-cdrs-csv-quoted"))
            .findFirst()
            .orElseThrow();
    Set<Long> known = prints(CDRS.read(200, null, sample.body(), 0, 0));

    for (int i = 0; i < sample.body().length; i++) {
      assertThat(known)
          .containsAll(prints(CDRS.read(200, null, Arrays.copyOf(sample.body(), i), 0, 0)));
    }
  }

  private static Set<Long> prints(Page page) {
    return page instanceof Rows rows
        ? rows.parts().stream()
            .flatMapToLong(part -> Arrays.stream(part.prints()))
            .boxed()
            .collect(Collectors.toSet())
        : Set.of();
  }

  private static long[] prints(String page) {
    return ((Rows) LOG.read(200, null, bytes(page), 0, 2)).parts().get(0).prints();
  }

  private static String joined(String header, Rows page) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int head = bytes(header).length;
    all.writeBytes(bytes(header));
    for (Part part : page.parts()) {
      all.write(part.body(), head, part.body().length - head);
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static Rows leads(int rows, long cursor) {
    return (Rows) LEADS.read(200, null, bytes("{\"items\":[" + rows(rows) + "]}"), cursor, 0);
  }

  private static String log(int entries, int total, long offset, String rows) {
    return "{\"success\":true,\"data\":{\"offset\":"
        + offset
        + ",\"limit\":500,\"total_found\":\""
        + total
        + "\",\"entries\":"
        + entries
        + ",\"results\":["
        + rows
        + "]}}";
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"id\":\"" + i + "\"}")
        .collect(Collectors.joining(","));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
