package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides what a request gets, and has it noted. Safe for several threads. */
final class Reception {

  private static final String MOVED = "/moved";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /** An answer and the manner in which it is to be sent. */
  record Reply(Answer answer, Behaviour.Sends manner) {}

  /**
   * What a request is about.
   *
   * @param key of its behaviours and attempts
   */
  private record Matter(
      Visit.Door door, String key, @Nullable String leadId, Archive.@Nullable Filed filed) {}

  private final Settings settings;
  private final Clock clock;
  private final Behaviours log;
  private final Archive archive;
  private final Links links;
  private final Pages pages;
  private final Consumer<Visit> visits;
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();

  Reception(
      Settings settings,
      Clock clock,
      Behaviours log,
      Archive archive,
      Links links,
      Pages pages,
      Consumer<Visit> visits) {
    this.settings = settings;
    this.clock = clock;
    this.log = log;
    this.archive = archive;
    this.links = links;
    this.pages = pages;
    this.visits = visits;
  }

  Reply reply(Request request) {
    Instant now = clock.instant();
    boolean moved = request.path().startsWith(MOVED + "/");
    String path = moved ? request.path().substring(MOVED.length()) : request.path();
    Matter matter = matter(path, request.parameters());
    String key = moved ? MOVED + matter.key() : matter.key();
    Progress.Turn turn =
        progress
            .computeIfAbsent(key, k -> new Progress(moved ? Behaviours.PROPER : behaviours(matter)))
            .next(now);
    Reply reply = treated(turn.behaviour(), matter, request, now);
    visits.accept(
        new Visit(
            now,
            request.method(),
            request.path(),
            moved ? Visit.Door.MOVED : matter.door(),
            matter.leadId(),
            matter.filed() == null ? null : matter.filed().recording().id(),
            request.mentions(settings.token()),
            turn.attempt(),
            reply.answer().status()));
    return reply;
  }

  private Matter matter(String path, Map<String, String> parameters) {
    String lead = parameters.get("lead_id");
    if (path.startsWith(Links.PATH)) {
      String id = Links.recording(path);
      return new Matter(
          Visit.Door.AUDIO, "audio/" + id, null, id == null ? null : archive.recording(id));
    }
    return switch (path) {
      case "/v1/leads/get-recordings", "/v1/lead/get-recordings" ->
          new Matter(Visit.Door.RECORDINGS, "lead/" + lead, lead, null);
      case "/v1/log/retrieve" -> new Matter(Visit.Door.LOG, "log", lead, null);
      default -> new Matter(Visit.Door.NONE, "none", null, null);
    };
  }

  private Behaviours behaviours(Matter matter) {
    return switch (matter.door()) {
      case RECORDINGS ->
          matter.leadId() == null || matter.leadId().equals("0")
              ? log
              : archive.ofLead(matter.leadId()).stream()
                  .map(ScriptedCall::api)
                  .filter(api -> !api.equals(Behaviours.PROPER))
                  .findFirst()
                  .orElse(Behaviours.PROPER);
      case LOG -> log;
      case AUDIO ->
          matter.filed() == null ? Behaviours.PROPER : matter.filed().recording().download();
      case MOVED, NONE -> Behaviours.PROPER;
    };
  }

  private Reply treated(Behaviour behaviour, Matter matter, Request request, Instant now) {
    return switch (behaviour) {
      case Behaviour.Sends manner -> new Reply(right(matter, request, now), manner);
      case Behaviour.Says says ->
          new Reply(said(says, matter, request, now), Behaviour.Proper.PROPERLY);
    };
  }

  private Answer said(Behaviour.Says says, Matter matter, Request request, Instant now) {
    return switch (says) {
      case Behaviour.Status(int status) -> Answer.page(status, "Error " + status);
      case Behaviour.TooMany(var retryAfter) ->
          Answer.error(429, 429, "Too many requests").with("Retry-After", text(retryAfter, now));
      case Behaviour.HtmlPage page -> Answer.page(200, "Please log in");
      case Behaviour.JsonError(int code, String text) -> Answer.error(200, code, text);
      case Behaviour.Empty empty -> right(matter, request, now).with(Body.of(new byte[0]));
      case Behaviour.WrongBytes wrong -> wrong(right(matter, request, now));
      case Behaviour.Expired(int firstGood) -> {
        Links.Made made = made(matter, request);
        yield made == null || made.number() < firstGood
            ? Answer.page(403, "This link has expired")
            : right(matter, request, now);
      }
      case Behaviour.Redirect(int status, var target) ->
          Answer.page(status, "Moved").with("Location", location(target, request));
    };
  }

  private static String text(Behaviour.RetryAfter retryAfter, Instant now) {
    return switch (retryAfter) {
      case Behaviour.RetryAfter.Seconds(long seconds) -> String.valueOf(seconds);
      case Behaviour.RetryAfter.Date(var fromNow) -> HTTP_DATE.format(now.plus(fromNow));
      case Behaviour.RetryAfter.Text(String text) -> text;
    };
  }

  private String location(Behaviour.Redirect.Target target, Request request) {
    String host = request.headers().getOrDefault("host", "");
    String scheme = settings.scheme() + "://";
    return switch (target) {
      case Behaviour.Redirect.Onwards onwards -> scheme + host + MOVED + request.target();
      case Behaviour.Redirect.Itself itself -> scheme + host + request.target();
      case Behaviour.Redirect.Unencrypted plain -> "http://" + host + MOVED + request.target();
      case Behaviour.Redirect.Elsewhere(var uri) -> uri.toString();
    };
  }

  private Answer right(Matter matter, Request request, Instant now) {
    return switch (matter.door()) {
      case RECORDINGS, LOG -> api(matter, request, now);
      case AUDIO -> audio(matter, request, now);
      case MOVED, NONE -> Answer.page(404, "Not found");
    };
  }

  private Answer api(Matter matter, Request request, Instant now) {
    if (!request.method().equals("GET") && !request.method().equals("POST")) {
      return Answer.page(405, "Method not allowed");
    }
    if (!settings.token().equals(request.parameters().get("auth_token"))) {
      int status =
          switch (settings.refusal()) {
            case STATUS_401 -> 401;
            case ERROR_IN_200 -> 200;
          };
      return Answer.error(status, 401, "Invalid auth_token");
    }
    return matter.door() == Visit.Door.LOG
        ? pages.log(request.parameters(), now)
        : pages.recordings(request.parameters(), now);
  }

  private Answer audio(Matter matter, Request request, Instant now) {
    Archive.Filed filed = matter.filed();
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

  private Links.@Nullable Made made(Matter matter, Request request) {
    return matter.filed() == null
        ? null
        : links.made(matter.filed().recording().id(), request.parameters().get("rlt"));
  }

  /** Bytes of an archive, as many as the right ones. */
  private static Answer wrong(Answer right) {
    byte[] magic = "PK\3\4".getBytes(UTF_8);
    return right.with(
        new Body() {
          @Override
          public long length() {
            return right.body().length();
          }

          @Override
          public void write(OutputStream out, long count) throws IOException {
            for (long left = count; left > 0; left -= magic.length) {
              out.write(magic, 0, (int) Math.min(left, magic.length));
            }
          }
        });
  }
}
