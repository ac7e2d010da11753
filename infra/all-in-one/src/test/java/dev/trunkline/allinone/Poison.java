package dev.trunkline.allinone;

import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value that Postgres refuses, or that unfolds in it; what becomes of it where a vendor sends it,
 * and where an event of a canonical topic has it.
 *
 * @param vendorField of a call record, as JSON
 * @param vendorValue JSON
 * @param atTheDoor the dead letter's reason as a pattern; null: the rest of the record is written
 * @param eventField of a canonical event, as JSON
 * @param eventValue JSON
 * @param atTheWriter the dead letter's reason as a pattern
 */
record Poison(
    String name,
    String vendorField,
    String vendorValue,
    @Nullable String atTheDoor,
    String eventField,
    String eventValue,
    String atTheWriter) {

  private static final String DEEP = "[".repeat(20_000) + "1" + "]".repeat(20_000);
  private static final String NO_JSON = "body is no JSON, line \\d+, column \\d+";

  static Stream<Poison> all() {
    return Stream.of(
        new Poison(
            "NUL",
            "uniqueid",
            "\"a\\u0000%s\"",
            null,
            "customer_name",
            "\"Dana\\u0000Fox\"",
            refused("22P05", "class 22 \\(data exception\\): customer_name")),
        new Poison(
            "a lone surrogate",
            "uniqueid",
            "\"a\\ud800%s\"",
            null,
            "customer_name",
            "\"Dana \\ud800\"",
            refused("22P02", "class 22 \\(data exception\\): customer_name")),
        new Poison(
            "1e131072, beyond numeric",
            "duration",
            "1e131072",
            null,
            "later",
            "1e131072",
            "it failed with ArithmeticException: later"),
        new Poison(
            "1e131071, eight bytes that are 131,072 digits in jsonb",
            "duration",
            "1e131071",
            null,
            "later",
            "[1e131071, 1e-16383]",
            "it failed with ArithmeticException: later"),
        new Poison(
            "20,000 levels",
            "later",
            DEEP,
            "body is JSON nested deeper than 100.*",
            "later",
            DEEP,
            "the record cannot be read: StreamConstraintsException"),
        new Poison(
            "an id longer than an index takes",
            "uniqueid",
            "\"" + noise() + "%s\"",
            "uniqueid \\(vendor_call_id\\) is longer than 256 characters",
            "call_id",
            "\"onecom/" + noise() + "\"",
            refused("54000", "class 54 \\(program limit exceeded\\): call_id")),
        new Poison(
            "a reference longer than an index takes",
            "linkedid",
            "\"" + noise() + "\"",
            null,
            "vendor_lead_id",
            "\"" + noise() + "\"",
            refused("54000", "class 54 \\(program limit exceeded\\): vendor_lead_id")),
        new Poison(
            "nothing where something must be",
            "uniqueid",
            "null",
            "uniqueid \\(vendor_call_id\\) is missing",
            "source",
            "null",
            "the record cannot be read: source is missing"),
        new Poison(
            "2024-02-30",
            "start",
            "\"2024-02-30 10:00:00\"",
            null,
            "started_at",
            "\"2024-02-30T10:00:00Z\"",
            "the record cannot be read: InvalidFormatException: started_at"),
        new Poison(
            "the year 294277",
            "start",
            "\"294277-01-10 04:00:55\"",
            null,
            "started_at",
            "\"+294277-01-10T04:00:55Z\"",
            refused("2200[789]", "class 22 \\(data exception\\): started_at")),
        new Poison(
            "a year before Postgres' first",
            "start",
            "\"-4800-01-01 00:00:00\"",
            null,
            "occurred_at",
            "\"-4800-01-01T00:00:00Z\"",
            refused("2200[789]", "class 22 \\(data exception\\): occurred_at")),
        new Poison(
            "a number beyond int",
            "duration",
            "99999999999",
            null,
            "duration_s",
            "99999999999",
            "the record cannot be read: InputCoercionException: duration_s"),
        new Poison(
            "NaN",
            "duration",
            "NaN",
            NO_JSON,
            "duration_s",
            "NaN",
            "the record cannot be read: StreamReadException.*"),
        new Poison(
            "NaN as a text",
            "duration",
            "\"NaN\"",
            null,
            "duration_s",
            "\"NaN\"",
            "the record cannot be read: InvalidFormatException: duration_s"));
  }

  private static String refused(String state, String where) {
    return "the database refused it with SQLSTATE " + state + ", " + where;
  }

  /** Does not compress: an index would take what does. */
  private static String noise() {
    return new Random(7)
        .ints(4_000, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
