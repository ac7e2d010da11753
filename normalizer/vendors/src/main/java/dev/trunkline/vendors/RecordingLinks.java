package dev.trunkline.vendors;

import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventType;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.canonical.RecordingLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an element's events tell of recordings, with links as the vendor wrote them. */
final class RecordingLinks {

  /** A call has a few recordings; what lists more is something else. */
  private static final int MOST = 32;

  private static final String ID = "vendor_recording_id";

  private final List<Alias> urls;

  /** Links of one source's elements. */
  RecordingLinks(Fields fields) {
    this.urls = fields.aliases(Finish.RECORDING_URL);
  }

  /**
   * An event and its links.
   *
   * @param written what stands for the link, or null
   */
  Told told(CanonicalEvent event, @Nullable String written, JsonObject element, Fields.Read read) {
    return switch (event) {
      case CallEvent call ->
          told(
              event,
              call.recordingUrl() == null ? null : written,
              written,
              new RecordingLink(null, call.vendorRecordingId(), null, null, null),
              element,
              read);
      case RecordingEvent found when found.eventType() == EventType.RECORDING_FOUND ->
          told(
              event,
              found.recordingUrl() == null ? null : written,
              written,
              new RecordingLink(
                  null,
                  found.vendorRecordingId(),
                  found.startedAt(),
                  found.durationS(),
                  found.expiresAt()),
              element,
              read);
      default -> new Told(event, List.of(), false);
    };
  }

  private Told told(
      CanonicalEvent event,
      @Nullable String url,
      @Nullable String written,
      RecordingLink rest,
      JsonObject element,
      Fields.Read read) {
    if (url == null) {
      return new Told(
          event, rest.vendorRecordingId() == null ? List.of() : List.of(rest), written != null);
    }
    Map<String, RecordingLink> byUrl = new LinkedHashMap<>();
    byUrl.put(url, with(rest, url, rest.vendorRecordingId()));
    // What the mapping chose itself stands under no name of ours, and is one.
    if (url.equals(text(read.values().get(Finish.RECORDING_URL)))) {
      further(rest, element, read, byUrl);
    }
    return new Told(event, List.copyOf(byUrl.values()), false);
  }

  /** Of a list the engine reads the first: the others are found beside it. */
  private void further(
      RecordingLink rest, JsonObject element, Fields.Read read, Map<String, RecordingLink> byUrl) {
    List<String> way = read.found().get(Finish.RECORDING_URL);
    if (way == null) {
      return;
    }
    List<String> parents = way.subList(0, way.size() - 1);
    List<String> idWay = read.found().getOrDefault(ID, List.of());
    boolean haveIds =
        idWay.size() == way.size() && idWay.subList(0, way.size() - 1).equals(parents);
    List<JsonObject> holders = new ArrayList<>();
    holders(element, parents, holders);
    for (JsonObject holder : holders) {
      String id = haveIds ? id(holder, idWay.get(idWay.size() - 1)) : null;
      for (String url : urls(holder, way)) {
        if (byUrl.size() < MOST) {
          byUrl.putIfAbsent(url, with(rest, url, id));
        }
      }
    }
  }

  private static void holders(JsonObject at, List<String> way, List<JsonObject> into) {
    if (way.isEmpty()) {
      into.add(at);
      return;
    }
    Object value = at.get(way.get(0));
    for (Object one : value instanceof List<?> list ? list : List.of(value == null ? "" : value)) {
      if (one instanceof JsonObject inner) {
        holders(inner, way.subList(1, way.size()), into);
      }
    }
  }

  /** Links under the key that the first has, or else under another name that might stand there. */
  private List<String> urls(JsonObject holder, List<String> way) {
    Keys keys = new Keys(holder);
    List<String> parents = way.subList(0, way.size() - 1).stream().map(Text::plainKey).toList();
    List<String> names = new ArrayList<>(List.of(Text.plainKey(way.get(way.size() - 1))));
    for (Alias alias : urls) {
      int last = alias.path().size() - 1;
      if (!parents.isEmpty() && alias.path().subList(0, last).equals(parents)) {
        names.add(alias.path().get(last));
      }
    }
    for (String name : names) {
      String key = keys.key(name);
      List<String> found = key == null ? List.of() : urls(keys.value(key));
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static List<String> urls(Object value) {
    List<?> all = value instanceof List<?> list ? list : List.of(value);
    return all.stream()
        .map(RecordingLinks::text)
        .filter(Objects::nonNull)
        .filter(text -> text.length() <= 2048 && Uris.isAbsolute(text))
        .toList();
  }

  private static @Nullable String id(JsonObject holder, String key) {
    Object value = holder.get(key);
    String text = value == null ? null : new Alias.Found(List.of(key), value).text();
    return text == null || text.length() > 128 || Absent.isAbsentId(text) ? null : text.strip();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? Text.clean(text).strip() : null;
  }

  private static RecordingLink with(RecordingLink rest, String url, @Nullable String id) {
    return new RecordingLink(url, id, rest.startedAt(), rest.durationS(), rest.expiresAt());
  }
}
