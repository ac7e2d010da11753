package dev.trunkline.vendors;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor.yaml says of pulling.
 *
 * @param hosts the only hosts that ever get the vendor's credentials, lower case
 * @param secrets where each credential goes, by name; all are needed
 * @param settings names of what a source must tell
 * @param rate of all questions together
 * @param sync paths of the operators' doors that the vendor's guide has
 * @param apis by name, in the file's order
 */
record PullSpec(
    Set<String> hosts,
    Map<String, Credential> secrets,
    List<String> settings,
    Rate rate,
    Map<SyncRange, String> sync,
    Map<String, Api> apis) {

  /**
   * One API that lists history.
   *
   * @param url https, of one of the hosts
   * @param isForm whether the parameters are posted as a form; else they stand in the query
   * @param door whose deliveries its pages count as
   * @param headers of every request, besides the credentials
   * @param parameters by name, in order; {@code {from}}, {@code {to}}, {@code {cursor}}, {@code
   *     {size}} and the settings stand in them
   * @param times how the slice is written; null: by no time at all
   * @param days whether {@code {from}} and {@code {to}} are days, both included
   * @param longest slice that may be asked for; null: any
   * @param overlap that is read again behind the position
   * @param lag after which the vendor lists what happened
   * @param every how often it is polled
   * @param polled whether it is, unless a source says otherwise
   */
  record Api(
      URI url,
      boolean isForm,
      String door,
      Map<String, String> headers,
      Map<String, String> parameters,
      @Nullable Times times,
      boolean days,
      PageSpec page,
      @Nullable Duration longest,
      Duration overlap,
      Duration lag,
      Duration every,
      boolean polled,
      Subject subject) {}

  /**
   * How times are written.
   *
   * @param tellsOffset whether a time that a zone's clocks show twice can be told
   * @param unit smallest that is written
   */
  record Times(DateTimeFormatter format, boolean tellsOffset, ChronoUnit unit) {}

  /** How pages follow each other. */
  enum By {
    /** The cursor is the number of rows before. */
    OFFSET,
    /** The cursor is the number of pages before; pages are counted from 1. */
    NUMBER
  }

  /**
   * How a page is read. Paths are alternatives, each of keys; the first that is there counts.
   *
   * @param csv whether it is CSV; else JSON
   * @param columns that a CSV's header must have
   * @param rows where the rows of JSON are
   * @param size rows that are asked for; 0 if one page holds all
   * @param by null: one page holds all
   * @param most highest cursor that the vendor takes; null: any
   * @param total rows of the whole slice
   * @param count rows of the page
   * @param limit rows that a page may have, as the vendor understood it
   * @param created when a row came to be, by which it is listed; empty: the mapping's events say it
   * @param success what must not say no
   * @param code short code of an error
   * @param denied what an error of credentials begins with, or its code
   */
  record PageSpec(
      boolean csv,
      List<String> columns,
      List<List<String>> rows,
      int size,
      @Nullable By by,
      @Nullable Long most,
      List<List<String>> total,
      List<List<String>> count,
      List<List<String>> limit,
      List<List<String>> created,
      List<List<String>> success,
      List<List<String>> code,
      Set<String> denied) {}
}
