package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.load.Post;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bodies of Convoso Connect's webhooks about scripted calls.
 *
 * @param zone of their times, which are told without it
 */
public record ConvosoCalls(ZoneId zone) {

  /** Of accounts in Pacific time, which is Convoso's own. */
  public static ConvosoCalls pacific() {
    return new ConvosoCalls(ZoneId.of("America/Los_Angeles"));
  }

  /** The call's end, told without a recording in the call's own manner. UTF-8 JSON. */
  public byte[] ended(ScriptedCall call) {
    Map<String, @Nullable Object> fields = fields(call);
    switch (call.webhook()) {
      case ABSENT -> {}
      case EMPTY_TEXT -> fields.put("recording", "");
      case EMPTY_LIST -> fields.put("recording", List.of());
    }
    return JsonMapper.shared().writeValueAsBytes(fields);
  }

  /** The same as it is posted: as JSON, or now and then as the form that Connect calls raw. */
  public Post hook(ScriptedCall call) {
    if (call.callLogId().hashCode() % 3 != 0) {
      return new Post("POST", null, "application/json", ended(call));
    }
    Map<String, @Nullable Object> fields = fields(call);
    fields.put("recording", "");
    return new Post(
        "POST", null, "application/x-www-form-urlencoded", Form.of(fields).getBytes(UTF_8));
  }

  /**
   * The same call told again with a recording. UTF-8 JSON.
   *
   * @param link as of {@link FakeConvoso#link}
   */
  public byte[] recorded(ScriptedCall call, String link) {
    Map<String, @Nullable Object> fields = fields(call);
    fields.put("recording", link);
    return JsonMapper.shared().writeValueAsBytes(fields);
  }

  private Map<String, @Nullable Object> fields(ScriptedCall call) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("call_log_id", call.callLogId());
    fields.put("lead_id", call.leadId());
    fields.put("list_id", "10855");
    fields.put("list_name", "Q4 Web");
    fields.put("campaign_id", "3475");
    fields.put("campaign_name", "Health Outbound");
    fields.put("user_id", "666666");
    fields.put("agent_full_name", call.agent());
    fields.put("phone_number", call.phone());
    fields.put("phone_code", "1");
    fields.put("status", call.status());
    fields.put("length_in_sec", String.valueOf(call.seconds()));
    fields.put("call_date", new AccountTime(zone).written(call.startedAt()));
    fields.put("call_type", call.callType());
    fields.put("term_reason", "AGENT");
    fields.put("caller_id", "2025550199");
    return fields;
  }
}
