package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** OneCom: call records of whole local days as CSV, the oldest first. Errors are text with 200. */
final class OneComDesk implements Desk {

  private static final int MOST_DAYS = 30;
  private static final String[] COLUMNS =
      OneComCall.of(0, Instant.EPOCH, 60).row().keySet().toArray(String[]::new);
  private static final CSVFormat CSV =
      CSVFormat.DEFAULT.builder().setHeader(COLUMNS).setRecordSeparator("\n").get();

  private final Credentials credentials;
  private final List<OneComCall> calls = new CopyOnWriteArrayList<>();

  OneComDesk(Credentials credentials) {
    this.credentials = credentials;
  }

  void add(List<OneComCall> more) {
    calls.addAll(more);
  }

  @Override
  public @Nullable Matter matter(String path, Map<String, String> parameters) {
    return path.equals("/pbx/proxyapi.php") ? Matter.of(Visit.Door.ONECOM) : null;
  }

  @Override
  public Set<String> secrets() {
    return credentials.ofOneCom();
  }

  @Override
  public Answer failure(int status, String text) {
    return page(status, "Too bad, " + text + "\n");
  }

  @Override
  public Answer right(Matter matter, Request request, Instant now, Rows rows) {
    Map<String, String> asked = request.parameters();
    if (!credentials.onecomKey().equals(asked.get("key"))) {
      return failure(200, "key is not valid");
    }
    if (!credentials.onecomTenant().equals(asked.get("tenant"))) {
      return failure(200, "tenant is not known");
    }
    if (!"INFO".equals(asked.get("reqtype"))
        || !"CDRS".equalsIgnoreCase(asked.get("info"))
        || !"csv".equals(asked.get("format"))) {
      return failure(200, "request is not understood");
    }
    LocalDate from;
    LocalDate to;
    try {
      from = LocalDate.parse(asked.getOrDefault("start", ""));
      to = LocalDate.parse(asked.getOrDefault("end", ""));
    } catch (DateTimeException e) {
      return failure(200, "dates are not valid");
    }
    if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      return failure(200, "at most " + MOST_DAYS + " days");
    }
    List<OneComCall> found =
        calls.stream()
            .filter(call -> !call.listedAt().isAfter(now))
            .filter(call -> !call.day().isBefore(from) && !call.day().isAfter(to))
            .sorted(Comparator.comparing(OneComCall::startedAt))
            .toList();
    return found.isEmpty() ? page(200, "No call logs found\n") : page(200, csv(rows.of(found)));
  }

  private static String csv(List<OneComCall> calls) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter rows = new CSVPrinter(text, CSV)) {
      for (OneComCall call : calls) {
        rows.printRecord(call.row().values());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes everything", e);
    }
    return text.toString();
  }

  /** Whatever it is, it is called a page. */
  private static Answer page(int status, String text) {
    return new Answer(status, "text/html; charset=UTF-8", Map.of(), Body.of(text.getBytes(UTF_8)));
  }
}
