package dev.trunkline.load.vendor;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Convoso: recordings of leads, the call log, and the audio behind links. */
final class ConvosoDesk implements Desk {

  /** Of errors that are told for their own sake: none of Convoso's known ones. */
  private static final int INTERNAL = 5000;

  private final Settings settings;
  private final Behaviours log;
  private final Supplier<URI> linkBase;
  private final Archive archive = new Archive();
  private final Links links = new Links();
  private final Pages pages;

  ConvosoDesk(Settings settings, Behaviours log, Supplier<URI> base) {
    this.settings = settings;
    this.log = log;
    URI told = settings.linkBase();
    this.linkBase = told == null ? base : () -> told;
    this.pages = new Pages(archive, links, new AccountTime(settings.zone()), linkBase);
  }

  void add(List<ScriptedCall> calls) {
    archive.add(calls);
  }

  String link(ScriptedRecording recording, Instant now) {
    return links.make(linkBase.get(), recording.id(), now);
  }

  @Override
  public @Nullable Matter matter(String path, Map<String, String> parameters) {
    String lead = parameters.get("lead_id");
    if (path.startsWith(Links.PATH)) {
      String id = Links.recording(path);
      Archive.Filed filed = id == null ? null : archive.recording(id);
      return new Matter(
          Visit.Door.AUDIO,
          "audio/" + id,
          null,
          filed == null ? null : filed.recording().id(),
          filed == null ? Behaviours.PROPER : filed.recording().download());
    }
    return switch (path) {
      case "/v1/leads/get-recordings", "/v1/lead/get-recordings" ->
          new Matter(Visit.Door.RECORDINGS, "lead/" + lead, lead, null, ofLead(lead));
      case "/v1/log/retrieve" -> new Matter(Visit.Door.LOG, "log", lead, null, log);
      default -> null;
    };
  }

  private Behaviours ofLead(@Nullable String lead) {
    return lead == null || lead.equals("0")
        ? log
        : archive.ofLead(lead).stream()
            .map(ScriptedCall::api)
            .filter(api -> !api.equals(Behaviours.PROPER))
            .findFirst()
            .orElse(Behaviours.PROPER);
  }

  @Override
  public Set<String> secrets() {
    return Set.of(settings.token());
  }

  @Override
  public Answer right(Matter matter, Request request, Instant now, Rows rows) {
    return matter.door() == Visit.Door.AUDIO
        ? audio(matter, request, now)
        : api(matter, request, now, rows);
  }

  private Answer api(Matter matter, Request request, Instant now, Rows rows) {
    if (!request.method().equals("GET") && !request.method().equals("POST")) {
      return Answer.page(405, "Method not allowed");
    }
    if (!settings.token().equals(request.parameters().get("auth_token"))) {
      return Answer.error(settings.refusal().status(), 401, "Invalid auth_token");
    }
    return matter.door() == Visit.Door.LOG
        ? pages.log(request.parameters(), now, rows)
        : pages.recordings(request.parameters(), now, rows);
  }

  private Answer audio(Matter matter, Request request, Instant now) {
    Archive.Filed filed =
        matter.recordingId() == null ? null : archive.recording(matter.recordingId());
    if (filed == null) {
      return Answer.page(404, "Not found");
    }
    ScriptedRecording recording = filed.recording();
    Links.Made made = made(matter, request);
    if (made == null) {
      return Answer.page(403, "Forbidden");
    }
    if (recording.linkLife() != null && !now.isBefore(made.at().plus(recording.linkLife()))) {
      return Answer.page(403, "This link has expired");
    }
    if (!recording.appeared(now)) {
      return Answer.page(404, "Not found");
    }
    Audio audio = recording.audio();
    return new Answer(200, audio.format().mediaType(), Map.of(), audio.body());
  }

  @Override
  public Answer failure(int status, String text) {
    return Answer.error(status, status == 200 ? INTERNAL : status, text);
  }

  @Override
  public int link(Matter matter, Request request) {
    Links.Made made = made(matter, request);
    return made == null ? 0 : made.number();
  }

  private Links.@Nullable Made made(Matter matter, Request request) {
    return matter.recordingId() == null
        ? null
        : links.made(matter.recordingId(), request.parameters().get("rlt"));
  }
}
