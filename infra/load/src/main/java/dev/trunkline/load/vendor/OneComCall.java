package dev.trunkline.load.vendor;

import dev.trunkline.load.Post;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A call record (CDR) as OneCom's PBX tells it: to the webhook, and in the list by days.
 *
 * @param uniqueid {@code node-epoch.sequence}, the epoch that of the begin
 * @param number {@code call_id}, digits
 * @param customer as dialled within Israel: {@code 05…}
 * @param name of the customer, told where they call
 * @param extension ours: three digits
 * @param outgoing whether we called; mailboxes are called only
 * @param startedAt in whole seconds
 * @param seconds ringing and talking
 * @param ringing of these
 */
public record OneComCall(
    String uniqueid,
    String number,
    String customer,
    String name,
    String extension,
    boolean outgoing,
    Outcome outcome,
    Instant startedAt,
    int seconds,
    int ringing) {

  static final AccountTime TIME = new AccountTime(ZoneId.of("Asia/Jerusalem"));

  private static final String ZERO_DATE = "0000-00-00 00:00:00";

  /** What became of a call. */
  public enum Outcome {
    /** Somebody spoke. */
    ANSWERED("ANSWERED", "Dial"),
    /** The mailbox did. */
    VOICEMAIL("ANSWERED", "VoiceMail"),
    /** Nobody did. */
    NO_ANSWER("NO ANSWER", "Dial"),
    /** The line was busy. */
    BUSY("BUSY", "Dial"),
    /** There was no line. */
    CONGESTION("CONGESTION", "Dial");

    private final String disposition;
    private final String app;

    Outcome(String disposition, String app) {
      this.disposition = disposition;
      this.app = app;
    }

    boolean isTaken() {
      return this == ANSWERED || this == VOICEMAIL;
    }
  }

  /** Refuses what cannot be. */
  public OneComCall {
    if (outgoing && outcome == Outcome.VOICEMAIL) {
      throw new IllegalArgumentException("outgoing: not with this outcome");
    }
    if (ringing < 0 || ringing > seconds) {
      throw new IllegalArgumentException("ringing: between 0 and seconds");
    }
  }

  /**
   * An answered call of a customer.
   *
   * @param number of the call, from 0; its ids and phone come of it
   */
  public static OneComCall of(int number, Instant startedAt, int seconds) {
    return new OneComCall(
        "pbx24-%d.%d".formatted(startedAt.getEpochSecond(), 4_200_000 + number),
        String.valueOf(88_000_000L + number),
        "0500000%03d".formatted(number % 1_000),
        "דויד",
        "214",
        false,
        Outcome.ANSWERED,
        startedAt,
        seconds,
        Math.min(9, seconds));
  }

  /** When it ended, and was told to the webhook. */
  public Instant endedAt() {
    return startedAt.plusSeconds(seconds);
  }

  /** From when the list has it: 10 to 30 seconds after its end. */
  public Instant listedAt() {
    return endedAt().plusSeconds(10 + Math.floorMod(uniqueid.hashCode(), 21));
  }

  /** The local day that the list has it under. */
  LocalDate day() {
    return startedAt.atZone(TIME.zone()).toLocalDate();
  }

  /** As the webhook tells it: one record, a list of one, or one in {@code data}. */
  public Post hook() {
    Map<String, Object> record = new LinkedHashMap<>(row());
    int form = Math.floorMod(uniqueid.hashCode(), 5);
    if (form > 2) {
      // Numbers are numbers in some.
      record.put("duration", seconds);
      record.put("billsec", talking());
    }
    Object body =
        switch (form) {
          case 0 -> List.of(record);
          case 1 -> Map.of("data", List.of(record));
          default -> record;
        };
    return new Post("POST", null, "application/json", JsonMapper.shared().writeValueAsBytes(body));
  }

  /** Its columns, all text. */
  Map<String, String> row() {
    String trunk = "SIP/trunk-" + number;
    String phone = "SIP/" + extension + "-acme-" + number;
    String ours = extension + "-acme";
    Map<String, String> row = new LinkedHashMap<>();
    row.put("accountcode", "acme");
    row.put("call_id", number);
    row.put("start", TIME.written(startedAt));
    row.put("answer", answered());
    row.put("end", TIME.written(endedAt()));
    row.put(
        "clid",
        outgoing
            ? "\"Front Desk\" <030000100>"
            : "\"" + name + "\" <+972" + customer.substring(1) + ">");
    row.put("realsrc", outgoing ? ours : customer);
    row.put("firstdst", outgoing ? customer : "030000100");
    row.put("duration", String.valueOf(seconds));
    row.put("billsec", String.valueOf(talking()));
    row.put("disposition", outcome.disposition);
    row.put("cc_cost", "");
    row.put("dcontext", outgoing ? "frominternal" : "fromoutside");
    row.put("dstchannel", outgoing ? trunk : phone);
    row.put("srcchannel", outgoing ? phone : trunk);
    row.put("userfield", outgoing ? "[outbound]" : "[inbound]");
    row.put("uniqueid", uniqueid);
    row.put("prevuniqueid", "");
    row.put("lastdst", outgoing ? customer : ours);
    row.put("wherelanded", (outcome == Outcome.VOICEMAIL ? "VM-" : "EXT-") + extension);
    row.put("src", outgoing ? ours : customer);
    row.put("dst", outgoing ? customer : extension);
    row.put("lastapp", outcome.app);
    row.put("srcCallID", number + "@sip");
    row.put("linkedid", uniqueid);
    for (String empty :
        List.of("peeraccount", "originateid", "cc_country", "cc_network", "pincode", "cc_buy")) {
      row.put(empty, "");
    }
    return row;
  }

  private int talking() {
    return outcome.isTaken() ? seconds - ringing : 0;
  }

  /** Of what nobody answered it is empty or zero. */
  private String answered() {
    if (outcome.isTaken()) {
      return TIME.written(startedAt.plusSeconds(ringing));
    }
    return outcome == Outcome.BUSY ? ZERO_DATE : "";
  }
}
