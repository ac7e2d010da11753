package dev.trunkline.load.vendor;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A call that the fake vendor has made, and how it answers about it.
 *
 * @param callLogId digits
 * @param leadId digits
 * @param phone the customer's, ten digits
 * @param status Convoso's abbreviation
 * @param callType {@code OUTBOUND}, {@code INBOUND}, {@code MANUAL} or {@code 3WAY}
 * @param seconds its length
 * @param webhook how the call's own webhook speaks of a recording
 * @param form how the API lists the lead's recordings
 * @param api how requests for the lead's recordings are treated
 * @param recordings those that the API lists for the lead because of this call
 */
public record ScriptedCall(
    String callLogId,
    String leadId,
    String phone,
    String status,
    String callType,
    Instant startedAt,
    int seconds,
    Unrecorded webhook,
    Form form,
    Behaviours api,
    List<ScriptedRecording> recordings) {

  private static final Set<String> BY_THE_DIALER = Set.of("AA", "B", "CPDNA", "DROP", "NA");

  /** Copies the list. */
  public ScriptedCall {
    recordings = List.copyOf(recordings);
  }

  /** How a webhook says that it knows no recording yet. */
  public enum Unrecorded {
    /** No such field. */
    ABSENT,
    /** An empty text. */
    EMPTY_TEXT,
    /** An empty list. */
    EMPTY_LIST
  }

  /** What {@code data} is. */
  public enum Form {
    /** An object with {@code entries}, as documented. */
    OBJECT,
    /** The list itself. */
    LIST
  }

  /**
   * A sale with one recording, there as soon as the call ends.
   *
   * @param number of the call in its script, from 0; its ids and phone come of it
   */
  public static ScriptedCall of(int number, Instant startedAt, int seconds) {
    return new ScriptedCall(
        String.valueOf(362_000_000L + number),
        String.valueOf(408_000L + number),
        String.format("202555%04d", number % 10_000),
        "SALE",
        "OUTBOUND",
        startedAt,
        seconds,
        Unrecorded.values()[number % Unrecorded.values().length],
        Form.OBJECT,
        Behaviours.PROPER,
        List.of(ScriptedRecording.of(String.valueOf(7_000_000L + number), startedAt, seconds)));
  }

  /** When it ended. */
  public Instant endedAt() {
    return startedAt.plusSeconds(seconds);
  }

  /** Who had it: the dialer itself where no agent did. */
  String agent() {
    return BY_THE_DIALER.contains(status) ? "System User" : "Pat Agent";
  }

  /** The same with its first recording changed. */
  public ScriptedCall recording(UnaryOperator<ScriptedRecording> change) {
    return recordings(List.of(change.apply(recordings.get(0))));
  }

  /** The same with these recordings. */
  public ScriptedCall recordings(List<ScriptedRecording> others) {
    return new ScriptedCall(
        callLogId, leadId, phone, status, callType, startedAt, seconds, webhook, form, api, others);
  }

  /** The same with its lead's recordings told so. */
  public ScriptedCall api(Behaviours other) {
    return new ScriptedCall(
        callLogId,
        leadId,
        phone,
        status,
        callType,
        startedAt,
        seconds,
        webhook,
        form,
        other,
        recordings);
  }

  /** The same with its lead's recordings listed in this form. */
  public ScriptedCall form(Form other) {
    return new ScriptedCall(
        callLogId,
        leadId,
        phone,
        status,
        callType,
        startedAt,
        seconds,
        webhook,
        other,
        api,
        recordings);
  }

  /** The same of another lead. */
  public ScriptedCall lead(String other) {
    return new ScriptedCall(
        callLogId,
        other,
        phone,
        status,
        callType,
        startedAt,
        seconds,
        webhook,
        form,
        api,
        recordings);
  }

  /** The same with a webhook that speaks so. */
  public ScriptedCall webhook(Unrecorded other) {
    return new ScriptedCall(
        callLogId,
        leadId,
        phone,
        status,
        callType,
        startedAt,
        seconds,
        other,
        form,
        api,
        recordings);
  }
}
