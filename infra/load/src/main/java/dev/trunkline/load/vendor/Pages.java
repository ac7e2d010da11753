package dev.trunkline.load.vendor;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The right answers of Convoso's APIs, as its documents and the code of its users show them. Of the
 * error codes only 6004 is one of Convoso's own.
 */
final class Pages {

  private static final int NO_SUCH_LEAD = 6004;
  private static final int BAD_PARAMETER = 6001;

  private final Archive archive;
  private final Links links;
  private final AccountTime time;
  private final Supplier<URI> linkBase;

  Pages(Archive archive, Links links, AccountTime time, Supplier<URI> linkBase) {
    this.archive = archive;
    this.links = links;
    this.time = time;
    this.linkBase = linkBase;
  }

  /** {@code /leads/get-recordings}: of one lead, or of all where it is 0. */
  Answer recordings(Map<String, String> parameters, Instant now, Desk.Rows rows) {
    Query query;
    try {
      query = Query.of(parameters, time, 10, 100, Integer.MAX_VALUE);
    } catch (IllegalArgumentException e) {
      return bad(e.getMessage());
    }
    if (query.leadId() == null) {
      return bad("lead_id");
    }
    boolean all = query.leadId().equals("0");
    List<ScriptedCall> calls = all ? archive.calls() : archive.ofLead(query.leadId());
    if (!all && calls.isEmpty()) {
      return Answer.error(200, NO_SUCH_LEAD, "No such Lead");
    }
    List<Archive.Filed> there =
        calls.stream()
            .flatMap(call -> call.recordings().stream().map(r -> new Archive.Filed(call, r)))
            .filter(filed -> filed.recording().appeared(now))
            .filter(filed -> query.within(filed.recording().startedAt()))
            .sorted(Comparator.comparing(filed -> filed.recording().startedAt()))
            .toList();
    List<Map<String, @Nullable Object>> entries =
        rows.of(query.page(there)).stream().map(filed -> entry(filed, now)).toList();
    if (!all && calls.get(0).form() == ScriptedCall.Form.LIST) {
      return succeeded(entries);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("offset", query.offset());
    data.put("limit", query.limit());
    data.put("total", there.size());
    data.put("entries", entries);
    return succeeded(data);
  }

  private Map<String, @Nullable Object> entry(Archive.Filed filed, Instant now) {
    ScriptedRecording recording = filed.recording();
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("recording_id", numberOrText(recording, recording.id()));
    entry.put("lead_id", numberOrText(recording, filed.call().leadId()));
    entry.put("start_time", time.written(recording.startedAt()));
    boolean ended = recording.ended(now);
    Instant end = recording.startedAt().plusSeconds(recording.seconds());
    entry.put("end_time", ended ? time.written(end) : "");
    String seconds = String.valueOf(recording.seconds());
    entry.put("seconds", ended ? numberOrText(recording, seconds) : null);
    entry.put("url", url(filed, now));
    return entry;
  }

  /** Both are seen, within one page. */
  private static Object numberOrText(ScriptedRecording recording, String digits) {
    return Long.parseLong(recording.id()) % 2 == 0 ? (Object) Long.valueOf(digits) : digits;
  }

  private String url(Archive.Filed filed, Instant now) {
    return filed.recording().linked(now)
        ? links.make(linkBase.get(), filed.recording().id(), now)
        : fileName(filed);
  }

  private static String fileName(Archive.Filed filed) {
    ScriptedRecording recording = filed.recording();
    long epoch = recording.startedAt().getEpochSecond();
    return "100_666666_%s_%s_3475_%d_%s-in-%d.%s"
        .formatted(
            filed.call().phone(),
            filed.call().leadId(),
            epoch,
            recording.id(),
            epoch,
            recording.audio().format().extension());
  }

  /** {@code /log/retrieve}: calls by their begin, the newest first. */
  Answer log(Map<String, String> parameters, Instant now, Desk.Rows rows) {
    Query query;
    try {
      query = Query.of(parameters, time, 500, 500, 40_000);
    } catch (IllegalArgumentException e) {
      return bad(e.getMessage());
    }
    Comparator<ScriptedCall> order = Comparator.comparing(ScriptedCall::startedAt);
    boolean oldestFirst = "asc".equalsIgnoreCase(parameters.get("order"));
    List<ScriptedCall> found =
        archive.calls().stream()
            .filter(call -> !call.endedAt().isAfter(now))
            .filter(call -> query.within(call.startedAt()))
            .filter(call -> query.leadId() == null || query.leadId().equals(call.leadId()))
            .filter(call -> asked(parameters.get("id"), call.callLogId()))
            .filter(call -> asked(parameters.get("call_type"), call.callType()))
            .sorted(oldestFirst ? order : order.reversed())
            .toList();
    boolean recordings = "1".equals(parameters.get("include_recordings"));
    List<ScriptedCall> page = query.page(found);
    List<Map<String, @Nullable Object>> results =
        rows.of(page).stream().map(call -> result(call, recordings, now)).toList();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("offset", query.offset());
    data.put("limit", query.limit());
    data.put("total_found", String.valueOf(found.size()));
    data.put("entries", page.size());
    data.put("results", results);
    return succeeded(data);
  }

  private static boolean asked(@Nullable String wanted, String value) {
    return wanted == null || wanted.isEmpty() || wanted.equalsIgnoreCase(value);
  }

  private Map<String, @Nullable Object> result(ScriptedCall call, boolean recordings, Instant now) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("id", call.callLogId());
    result.put("lead_id", call.leadId());
    result.put("list_id", "10855");
    result.put("campaign_id", "3475");
    result.put("campaign", "Health Outbound");
    result.put("user", call.agent());
    result.put("user_id", "666666");
    result.put("phone_number", call.phone());
    result.put("number_dialed", "Number Dialed");
    result.put("status", call.status());
    result.put("status_name", "SALE".equals(call.status()) ? "Sale" : call.status());
    result.put("call_length", String.valueOf(call.seconds()));
    result.put("call_date", time.written(call.startedAt()));
    result.put("agent_comment", null);
    result.put("queue_id", null);
    result.put("queue", null);
    result.put("caller_id_displayed", "2025550199");
    result.put("inbound_number", null);
    result.put("term_reason", "AGENT");
    result.put("call_type", call.callType());
    if (recordings) {
      result.put("recording", recordings(call, now));
    }
    return result;
  }

  private List<Map<String, Object>> recordings(ScriptedCall call, Instant now) {
    List<Map<String, Object>> told = new ArrayList<>();
    for (ScriptedRecording recording : call.recordings()) {
      if (recording.appeared(now) && recording.linked(now)) {
        Archive.Filed filed = new Archive.Filed(call, recording);
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("recording_id", recording.id());
        one.put("src", url(filed, now));
        one.put("type", recording.audio().format().mediaType());
        one.put("filename", fileName(filed));
        one.put("public_url", url(filed, now));
        told.add(one);
      }
    }
    return told;
  }

  private static Answer succeeded(Object data) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("success", true);
    fields.put("data", data);
    return Answer.json(fields);
  }

  private static Answer bad(@Nullable String parameter) {
    return Answer.error(200, BAD_PARAMETER, "Invalid parameter: " + parameter);
  }
}
