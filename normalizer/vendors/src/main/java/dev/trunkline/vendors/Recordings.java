package dev.trunkline.vendors;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.RecordingRequest;
import dev.trunkline.vendors.Translation.Element;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How one source's recordings are come by: when, whom to ask and how, and what the answer tells of
 * a call. Pure: it sends nothing. Made of the definitions in force for each use. Thread-safe.
 */
public final class Recordings {

  /** No delivery of the vendor's: no event of it is published. */
  private static final String ANSWER = "00000000-0000-7000-8000-000000000000";

  private final Source source;
  private final VendorDefinition definition;
  private final RecordingsSpec spec;
  private final SourceTranslator translator;

  private Recordings(
      Source source,
      VendorDefinition definition,
      RecordingsSpec spec,
      SourceTranslator translator) {
    this.source = source;
    this.definition = definition;
    this.spec = spec;
    this.translator = translator;
  }

  /**
   * A source's recordings, by what is in force.
   *
   * @return null if the source is not configured, or its vendor's calls have no recordings
   */
  public static @Nullable Recordings of(Definitions definitions, String source) {
    Source configured = definitions.sources().find(source);
    SourceTranslator translator = definitions.translator().of(source);
    if (configured == null || translator == null) {
      return null;
    }
    VendorDefinition definition = definitions.vendors().get(configured.vendor());
    RecordingsSpec spec = definition.spec().recordings();
    return spec == null ? null : new Recordings(configured, definition, spec, translator);
  }

  /** The vendor whose recordings they are. */
  public String vendor() {
    return definition.vendor();
  }

  /** When they are looked for. */
  public Schedule schedule() {
    return spec.schedule();
  }

  /** Whether the source lets them be looked for. */
  public boolean enabled() {
    return source.recordings().enabled();
  }

  /** Whether the audio is stored; null: as the installation does. */
  public @Nullable Boolean store() {
    return source.recordings().store();
  }

  /** How often the vendor may be asked; null where it has no API. */
  public @Nullable Rate rate() {
    return spec.api() == null ? null : spec.api().rate();
  }

  /** How many questions to the vendor may be open at once; 0 where it has no API. */
  public int concurrent() {
    return spec.api() == null ? 0 : spec.api().concurrent();
  }

  /**
   * The only hosts that ever get the source's credential, lower case: those that the definition
   * names, and that of the source's own base.
   */
  public Set<String> hosts() {
    URI base = source.recordings().api();
    Set<String> hosts = new TreeSet<>(spec.hosts());
    if (base != null) {
      hosts.add(base.getHost().toLowerCase(Locale.ROOT));
    }
    return hosts;
  }

  /** Whether a parameter of a link or a form is a secret, whatever its case: for logs. */
  public boolean isSecretParameter(String name) {
    return definition.spec().secretParameters().contains(name.toLowerCase(Locale.ROOT));
  }

  /** A link as events have it: without its secret parameters. */
  public String publicUrl(String link) {
    return Uris.without(link, definition.spec().secretParameters());
  }

  /** How the vendor is asked for a call's recordings. */
  public ApiRequest request(RecordingRequest call) {
    RecordingsSpec.Api api = spec.api();
    RecordingsSpec.Match match = spec.match();
    if (api == null || match == null) {
      return new ApiRequest.Unaskable("the vendor has no API for recordings");
    }
    Secret secret = source.recordings().secret();
    Credential credential = api.credential();
    if (credential != null && secret == null) {
      return new ApiRequest.Unaskable(
          "recordings: secret of source " + source.id() + " is not configured");
    }
    if (!match.byCall() && call.startedAt() == null) {
      return new ApiRequest.Unaskable("started_at of the call is not known");
    }
    try {
      Map<String, String> known = known(call, api.times());
      Map<String, String> parameters = new LinkedHashMap<>();
      api.parameters()
          .forEach(
              (name, value) -> parameters.put(name, Places.filled(value, known, "of the call")));
      Map<String, String> headers = Map.of();
      if (credential != null && secret != null) {
        headers = credential.headers(secret);
        if (credential instanceof Credential.Parameter parameter) {
          parameters.put(parameter.name(), secret.value());
        }
      }
      URI url = ApiBase.below(source.recordings().api(), api.url());
      String encoded = Uris.encoded(parameters);
      return api.isForm()
          ? new ApiRequest.Askable("POST", url, headers, encoded)
          : new ApiRequest.Askable("GET", URI.create(url + "?" + encoded), headers, null);
    } catch (Unreadable e) {
      return new ApiRequest.Unaskable(e.reason());
    }
  }

  /**
   * How a link is downloaded: with the credential only if the vendor needs one there, the link is
   * of one of {@link #hosts()}, and nobody can listen.
   *
   * @param link as the vendor wrote it
   */
  public ApiRequest download(String link) {
    if (!Uris.isAbsolute(link)) {
      return new ApiRequest.Unaskable("recording_url is no link");
    }
    URI uri = URI.create(link);
    Credential credential = spec.link();
    if (credential == null || !mayCarrySecrets(uri)) {
      return new ApiRequest.Askable("GET", uri, Map.of(), null);
    }
    Secret secret = source.recordings().secret();
    if (secret == null) {
      return new ApiRequest.Unaskable(
          "recordings: secret of source " + source.id() + " is not configured");
    }
    if (credential instanceof Credential.Parameter parameter) {
      uri = URI.create(Uris.with(link, parameter.name(), Uris.encoded(secret.value())));
    }
    return new ApiRequest.Askable("GET", uri, credential.headers(secret), null);
  }

  /**
   * What the vendor's answer tells of a call's recordings, read as any page of the vendor's that we
   * pull. Never throws for what an answer holds.
   *
   * @param call that it was asked for
   * @param status of HTTP
   * @param contentType a hint only, or null
   * @param body as received
   */
  public Found read(
      RecordingRequest call,
      int status,
      @Nullable String contentType,
      byte[] body,
      Instant receivedAt) {
    RecordingsSpec.Match match = spec.match();
    if (match == null) {
      return new Found.Failed("the vendor has no API for recordings");
    }
    if (status == 404 || status == 204) {
      return new Found.None("the vendor's API answered " + status, null);
    }
    if (status < 200 || status > 299) {
      return new Found.Failed("the vendor's API answered " + status);
    }
    if (isHtml(contentType, body)) {
      return new Found.Failed("the vendor's API answered 200 with HTML or XML");
    }
    List<Told> told = new ArrayList<>();
    Translation page = translator.translate(delivery(contentType, body, receivedAt), told::add);
    Found found = new RecordingMatch(match, call).of(told);
    if (!(found instanceof Found.None none) || none.vendorRecordingId() != null) {
      return found;
    }
    // What could not be read may be what is looked for.
    for (Element element : page.elements()) {
      if (element instanceof Element.Rejected rejected) {
        return new Found.Failed("the vendor's API answered " + status + ": " + rejected.reason());
      }
    }
    return found;
  }

  private Delivery delivery(@Nullable String contentType, byte[] body, Instant receivedAt) {
    return new Delivery(
        ANSWER,
        source.id(),
        definition.vendor(),
        definition.doorNames().get(0),
        receivedAt,
        "GET",
        null,
        contentType,
        "",
        "pulled",
        null,
        Map.of(),
        null,
        body);
  }

  /** PHP says text/html of JSON too: what is said of it counts only where it does not show. */
  private static boolean isHtml(@Nullable String contentType, byte[] body) {
    for (byte one : body) {
      if (one > ' ') {
        return one == '<' || (one != '{' && one != '[' && saysHtml(contentType));
      }
    }
    return saysHtml(contentType);
  }

  private static boolean saysHtml(@Nullable String contentType) {
    return contentType != null && contentType.toLowerCase(Locale.ROOT).contains("html");
  }

  private Map<String, String> known(RecordingRequest call, @Nullable DateTimeFormatter times) {
    Map<String, String> known = new HashMap<>();
    put(known, "vendor_call_id", call.vendorCallId());
    put(known, "vendor_lead_id", call.vendorLeadId());
    call.links().forEach(link -> put(known, "vendor_recording_id", link.vendorRecordingId()));
    ZoneId zone = definition.zone(source);
    if (times != null && zone != null) {
      DateTimeFormatter zoned = times.withZone(zone);
      put(known, "started_at", call.startedAt() == null ? null : zoned.format(call.startedAt()));
      put(known, "ended_at", call.endedAt() == null ? null : zoned.format(call.endedAt()));
    }
    return known;
  }

  private static void put(Map<String, String> known, String field, @Nullable String value) {
    if (value != null) {
      known.putIfAbsent(field, value);
    }
  }

  private boolean mayCarrySecrets(URI uri) {
    URI base = source.recordings().api();
    boolean isOurBase =
        base != null
            && base.getScheme().equalsIgnoreCase(uri.getScheme())
            && base.getRawAuthority().equalsIgnoreCase(uri.getRawAuthority());
    return isOurBase
        || ("https".equalsIgnoreCase(uri.getScheme())
            && spec.hosts().contains(uri.getHost().toLowerCase(Locale.ROOT)));
  }
}
