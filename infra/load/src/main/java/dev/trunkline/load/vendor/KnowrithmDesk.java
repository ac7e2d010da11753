package dev.trunkline.load.vendor;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Knowrithm: a company's leads by pages, the newest first. Errors are objects with a status. */
final class KnowrithmDesk implements Desk {

  private static final int USUAL_PAGE = 25;
  private static final int MOST = 100;

  private final Settings settings;
  private final Credentials credentials;
  private final List<KnowrithmLead> leads = new CopyOnWriteArrayList<>();

  KnowrithmDesk(Settings settings, Credentials credentials) {
    this.settings = settings;
    this.credentials = credentials;
  }

  void add(List<KnowrithmLead> more) {
    leads.addAll(more);
  }

  @Override
  public @Nullable Matter matter(String path, Map<String, String> parameters) {
    return path.equals("/api/v1/lead/company") ? Matter.of(Visit.Door.KNOWRITHM) : null;
  }

  @Override
  public Set<String> secrets() {
    return credentials.ofKnowrithm();
  }

  @Override
  public Answer failure(int status, String text) {
    return Answer.json(status, Map.of("error", text));
  }

  @Override
  public Answer right(Matter matter, Request request, Instant now, Rows rows) {
    if (!request.method().equals("GET")) {
      return failure(405, "Method not allowed");
    }
    if (!credentials.knowrithmKey().equals(request.headers().get("x-api-key"))
        || !credentials.knowrithmSecret().equals(request.headers().get("x-api-secret"))) {
      return failure(settings.refusal().status(), "Invalid API key or secret");
    }
    try {
      return page(request.parameters(), now, rows);
    } catch (IllegalArgumentException e) {
      return failure(400, "Invalid parameter: " + e.getMessage());
    }
  }

  private Answer page(Map<String, String> asked, Instant now, Rows rows) {
    int number = Query.number(asked, "page", 1, 1, 1_000_000);
    int size = Query.number(asked, "per_page", USUAL_PAGE, 1, MOST);
    Instant after = time(asked.get("created_after"));
    String status = asked.getOrDefault("status", "");
    String search = asked.getOrDefault("search", "").toLowerCase(Locale.ROOT);
    List<Map<String, Object>> found =
        leads.stream()
            .filter(lead -> !lead.createdAt().isAfter(now))
            .filter(lead -> after == null || lead.createdAt().isAfter(after))
            .sorted(Comparator.comparing(KnowrithmLead::createdAt).reversed())
            .map(lead -> lead.row(now))
            .filter(row -> status.isEmpty() || status.equals(row.get("status")))
            .filter(row -> search.isEmpty() || words(row).contains(search))
            .toList();
    List<Map<String, Object>> items =
        found.stream().skip((number - 1L) * size).limit(size).toList();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", rows.of(items));
    page.put("page", number);
    page.put("per_page", size);
    page.put("total", found.size());
    return Answer.json(page);
  }

  private static String words(Map<String, Object> row) {
    return "%s %s %s %s"
        .formatted(row.get("first_name"), row.get("last_name"), row.get("email"), row.get("phone"))
        .toLowerCase(Locale.ROOT);
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null || text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("created_after", e);
    }
  }
}
