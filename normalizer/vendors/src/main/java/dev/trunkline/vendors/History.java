package dev.trunkline.vendors;

import dev.trunkline.canonical.Delivery;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One API that lists a source's history: how it is asked, and what it answered. Pure and
 * thread-safe.
 */
public final class History {

  private final String name;
  private final PullSpec.Api api;
  private final Pulls pulls;
  private final Slices slices;
  private final PageReader pages;

  History(String name, PullSpec.Api api, Pulls pulls) {
    this.name = name;
    this.api = api;
    this.pulls = pulls;
    this.slices = new Slices(api, pulls.zone());
    this.pages =
        new PageReader(
            api.page(),
            pulls.definition().spec().decoding().texts(),
            pulls.definition().spec().secretParameters());
  }

  /** The definition's name of it. */
  public String name() {
    return name;
  }

  /** What it lists. */
  public Subject subject() {
    return api.subject();
  }

  /** How often it is polled. */
  public Duration every() {
    Duration sources = pulls.configuredSource().pull().every();
    return sources == null ? api.every() : sources;
  }

  /** What is read again behind the position: what is listed by its begin, and late. */
  public Duration overlap() {
    return api.overlap();
  }

  /** After which the vendor lists what happened. */
  public Duration lag() {
    return api.lag();
  }

  /** Rows of a page that are asked for, unless a caller asks for fewer; 0: one page holds all. */
  public int size() {
    return api.page().size();
  }

  /**
   * Whether a slice is asked for by its end, too; else all that is behind its begin is listed, and
   * a shorter slice has as many rows.
   */
  public boolean isBounded() {
    return api.parameters().values().stream().anyMatch(value -> value.contains("{to}"));
  }

  /**
   * End of the slice that may be asked for from an instant on.
   *
   * @param to where what is wanted ends, after {@code from}
   * @return after {@code from}, {@code to} at the latest
   */
  public Instant sliceEnd(Instant from, Instant to) {
    return slices.end(from, to);
  }

  /**
   * How a page is asked for.
   *
   * @param from begin of the slice, included
   * @param until its end, excluded
   * @param cursor 0 for the first page; then {@link Page.Rows#next()}
   * @param size rows that are asked for; 0: as the definition says. The same for all pages of a
   *     slice: where pages are numbered, it decides what they hold
   */
  public ApiRequest request(Instant from, Instant until, long cursor, int size) {
    String unavailable = pulls.unavailable();
    if (unavailable != null) {
      return new ApiRequest.Unaskable(unavailable);
    }
    PullSettings settings = pulls.configuredSource().pull();
    Map<String, String> known = new LinkedHashMap<>(settings.settings());
    known.put("cursor", String.valueOf(cursor + (api.page().by() == PullSpec.By.NUMBER ? 1 : 0)));
    known.put("size", String.valueOf(pages.size(size)));
    put(known, "from", slices.from(from));
    put(known, "to", slices.until(until));
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<String, String> headers = new LinkedHashMap<>(api.headers());
    pulls
        .spec()
        .secrets()
        .forEach(
            (secretName, credential) -> {
              Secret secret = settings.secrets().get(secretName);
              if (secret != null) {
                headers.putAll(credential.headers(secret));
                if (credential instanceof Credential.Parameter parameter) {
                  parameters.put(parameter.name(), secret.value());
                }
              }
            });
    try {
      api.parameters()
          .forEach(
              (parameter, value) ->
                  parameters.put(parameter, Places.filled(value, known, "of the source")));
    } catch (Unreadable e) {
      return new ApiRequest.Unaskable(e.reason());
    }
    URI url = ApiBase.below(settings.api(), api.url());
    String encoded = Uris.encoded(parameters);
    return api.isForm()
        ? new ApiRequest.Askable("POST", url, headers, encoded)
        : new ApiRequest.Askable("GET", URI.create(url + "?" + encoded), headers, null);
  }

  /**
   * What the vendor answered. Never throws for what an answer holds.
   *
   * @param status of HTTP
   * @param contentType a hint only, or null
   * @param body as received
   * @param cursor that was asked for
   * @param size that was asked for
   */
  public Page read(int status, @Nullable String contentType, byte[] body, long cursor, int size) {
    return pages.read(status, contentType, body, cursor, size);
  }

  /**
   * When each row of a part came to be, in their order, where the definition says how it is told;
   * else empty. Null where a row does not say it.
   */
  public List<@Nullable Instant> created(Page.Part part) {
    return pages.created(part, new Instants(pulls.zone(), pulls.definition().spec().patterns()));
  }

  /**
   * What is published of a page.
   *
   * @param deliveryId a new UUIDv7
   * @param job id of the job that asked
   * @param from begin of the slice
   * @param until end of the slice
   * @param cursor of the page
   */
  public Delivery delivery(
      Page.Part part,
      String deliveryId,
      String job,
      Instant from,
      Instant until,
      long cursor,
      Instant receivedAt) {
    return new Delivery(
        deliveryId,
        pulls.source(),
        pulls.vendor(),
        api.door(),
        receivedAt,
        "GET",
        null,
        part.contentType(),
        "",
        "pulled:" + name,
        null,
        Map.of("pulled", job + " " + from + " " + until + " " + cursor),
        null,
        part.body());
  }

  private static void put(Map<String, String> known, String place, @Nullable String value) {
    if (value != null) {
      known.put(place, value);
    }
  }
}
