package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.load.Post;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A call as Knowlarity tells it: to the hook, and in the call log.
 *
 * @param uuid the same in both
 * @param id of the call log alone; names no call
 * @param customer in E.164
 * @param agent in E.164; of the calls that reached none it is not told
 * @param outcome told in words, in {@code agent_number}
 * @param outgoing whether we called; only answered and busy calls are either
 * @param startedAt in whole seconds
 * @param seconds {@code call_duration}
 */
public record KnowlarityCall(
    String uuid,
    long id,
    String customer,
    String agent,
    Outcome outcome,
    boolean outgoing,
    Instant startedAt,
    int seconds) {

  /** Our number, which customers call and see. */
  public static final String OURS = "+919000099999";

  static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");

  private static final DateTimeFormatter IN_LOG =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx", Locale.ROOT);
  private static final DateTimeFormatter IN_HOOK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSxxx", Locale.ROOT);

  /** What became of a call. */
  public enum Outcome {
    /** Somebody spoke. */
    ANSWERED,
    /** A customer called, and the agent did not answer. */
    AGENT_MISSED,
    /** We called, and the customer did not answer. */
    CUSTOMER_MISSED,
    /** Whoever was called was busy. */
    BUSY,
    /** A customer left a message. */
    VOICEMAIL,
    /** A customer heard the welcome and hung up. */
    MENU,
    /** A customer hung up before anything. */
    NOT_PROCESSED
  }

  /** Refuses what cannot be. */
  public KnowlarityCall {
    boolean either = outcome == Outcome.ANSWERED || outcome == Outcome.BUSY;
    if (!either && outgoing != (outcome == Outcome.CUSTOMER_MISSED)) {
      throw new IllegalArgumentException("outgoing: not with this outcome");
    }
  }

  /**
   * An answered call of a customer.
   *
   * @param number of the call, from 0; its ids and phones come of it
   */
  public static KnowlarityCall of(int number, Instant startedAt, int seconds) {
    return new KnowlarityCall(
        "70967713-ca23-4bce-92e9-%012d".formatted(number),
        100_000L + number,
        "+9190000%05d".formatted(number % 100_000),
        "+919000054321",
        Outcome.ANSWERED,
        false,
        startedAt,
        seconds);
  }

  /** When it ended, and was told. */
  public Instant endedAt() {
    return startedAt.plusSeconds(seconds);
  }

  /** As the post-call hook tells it: a form, or now and then a query. */
  public Post hook() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("callid", uuid);
    fields.put("dispnumber", OURS);
    fields.put("caller_id", OURS);
    fields.put("customer_number", customer);
    fields.put("agent_number", agentNumber());
    fields.put("destination", landed());
    fields.put("extension", "None");
    fields.put("call_duration", seconds);
    // One record mixes its offsets.
    fields.put("start_time", IN_HOOK.format(startedAt.atOffset(ZoneOffset.UTC)));
    fields.put("end_time", IN_HOOK.format(endedAt().atZone(INDIA)));
    fields.put("timezone", INDIA.getId());
    fields.put("resource_url", recording());
    fields.put("hangup_cause", cause());
    fields.put("business_call_type", group());
    fields.put("Call_Type", outgoing ? "Outgoing" : "Incoming");
    String form = Form.of(fields);
    return id % 7 == 0
        ? new Post("GET", form, null, new byte[0])
        : new Post("POST", null, "application/x-www-form-urlencoded", form.getBytes(UTF_8));
  }

  /** As a record of the call log. */
  Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("uuid", uuid);
    row.put("customer_number", customer);
    row.put("agent_number", agentNumber());
    row.put("knowlarity_number", OURS);
    row.put("caller_id", OURS);
    row.put("start_time", IN_LOG.format(startedAt.atZone(INDIA)));
    row.put("call_duration", seconds);
    row.put("call_recording", recording());
    row.put("Call_Type", outgoing ? 1 : 0);
    row.put("business_call_type", group());
    row.put("destination", landed());
    row.put("timezone_offset", "+05:30");
    return row;
  }

  private String agentNumber() {
    return switch (outcome) {
      case ANSWERED -> agent;
      case AGENT_MISSED -> "Agent Missed#" + agent;
      case CUSTOMER_MISSED -> "Customer Missed#" + agent;
      case BUSY -> (outgoing ? "Customer Busy#" : "Agent Busy#") + agent;
      case VOICEMAIL -> "NA";
      case MENU -> "Welcome Sound";
      case NOT_PROCESSED -> "Did Not Process";
    };
  }

  private String group() {
    return switch (outcome) {
      case ANSWERED, BUSY -> outgoing ? "Outbound" : "Call Group";
      case AGENT_MISSED, NOT_PROCESSED -> "Call Group";
      case CUSTOMER_MISSED -> "Unanswered";
      case VOICEMAIL -> "Voicemail";
      case MENU -> "DTMF";
    };
  }

  private String landed() {
    return outcome == Outcome.MENU ? "Welcome Sound" : "";
  }

  private String cause() {
    return switch (outcome) {
      case ANSWERED, VOICEMAIL, MENU, NOT_PROCESSED -> "900";
      case AGENT_MISSED -> "480";
      case CUSTOMER_MISSED -> "408";
      case BUSY -> "486";
    };
  }

  private String recording() {
    return outcome == Outcome.ANSWERED || outcome == Outcome.VOICEMAIL
        ? "https://konnect.knowlarity.example/konnect/api/v1/acct/" + uuid
        : "";
  }
}
