package dev.trunkline.load.vendor;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Knowlarity: the call log, by when calls began, the newest first. Errors are a list. */
final class KnowlarityDesk implements Desk {

  private static final String LOG = "/[^/]+/v1/account/calllog";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[xxx]");
  private static final List<String> FILTERS =
      List.of("knowlarity_number", "agent_number", "customer_number", "business_call_type");
  private static final int USUAL_LIMIT = 100;
  private static final int MOST = 5_000;

  private final Settings settings;
  private final Credentials credentials;
  private final List<KnowlarityCall> calls = new CopyOnWriteArrayList<>();

  KnowlarityDesk(Settings settings, Credentials credentials) {
    this.settings = settings;
    this.credentials = credentials;
  }

  void add(List<KnowlarityCall> more) {
    calls.addAll(more);
  }

  @Override
  public @Nullable Matter matter(String path, Map<String, String> parameters) {
    return path.matches(LOG) ? Matter.of(Visit.Door.KNOWLARITY) : null;
  }

  @Override
  public Set<String> secrets() {
    return credentials.ofKnowlarity();
  }

  @Override
  public Answer failure(int status, String text) {
    return Answer.list(status, text);
  }

  @Override
  public Answer right(Matter matter, Request request, Instant now, Rows rows) {
    if (!request.method().equals("GET")) {
      return failure(405, "Method not allowed");
    }
    if (!credentials.knowlarityKey().equals(request.headers().get("x-api-key"))
        || !credentials.knowlarityAuthorization().equals(request.headers().get("authorization"))) {
      return failure(settings.refusal().status(), "Invalid API key or SR key");
    }
    try {
      return page(request, now, rows);
    } catch (IllegalArgumentException e) {
      return failure(200, "Invalid parameter: " + e.getMessage());
    }
  }

  private Answer page(Request request, Instant now, Rows rows) {
    Map<String, String> asked = request.parameters();
    Query query =
        new Query(
            null,
            time(asked, "start_time"),
            time(asked, "end_time"),
            Query.number(asked, "offset", 0, 0, Integer.MAX_VALUE),
            Query.number(asked, "limit", USUAL_LIMIT, 1, MOST));
    List<Map<String, Object>> found =
        calls.stream()
            .filter(call -> !call.endedAt().isAfter(now))
            .filter(call -> query.within(call.startedAt()))
            .sorted(Comparator.comparing(KnowlarityCall::startedAt).reversed())
            .map(KnowlarityCall::row)
            .filter(row -> FILTERS.stream().allMatch(name -> fits(row, name, asked.get(name))))
            .filter(row -> fits(row, "Call_Type", asked.get("call_type")))
            .toList();
    int next = query.offset() + query.limit();
    int before = Math.max(0, query.offset() - query.limit());
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("limit", query.limit());
    meta.put("next", next < found.size() ? link(request, next) : "");
    meta.put("offset", query.offset());
    meta.put("previous", query.offset() > 0 ? link(request, before) : "");
    meta.put("total_count", found.size());
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("meta", meta);
    page.put("objects", rows.of(query.page(found)));
    return Answer.json(page);
  }

  private static boolean fits(Map<String, Object> row, String name, @Nullable String wanted) {
    return wanted == null || wanted.isEmpty() || wanted.equals(String.valueOf(row.get(name)));
  }

  private static String link(Request request, int offset) {
    Map<String, String> parameters = new LinkedHashMap<>(request.told());
    parameters.put("offset", String.valueOf(offset));
    return request.path() + "?" + Form.of(parameters);
  }

  /** A plus sign that was not escaped has become a blank, and is refused as the real one does. */
  private static Instant time(Map<String, String> parameters, String name) {
    try {
      TemporalAccessor time =
          TIME.parseBest(
              parameters.getOrDefault(name, ""), OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime told
          ? told.toInstant()
          : LocalDateTime.from(time).atZone(KnowlarityCall.INDIA).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}
