package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Decides what a request gets, and has it noted. Safe for several threads. */
final class Reception {

  private static final String MOVED = "/moved";
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /** An answer and the manner in which it is to be sent. */
  record Reply(Answer answer, Behaviour.Sends manner) {}

  private record Question(Request request, Desk desk, Desk.Matter matter) {

    Answer right(Instant now, Desk.Rows rows) {
      return desk.right(matter, request, now, rows);
    }
  }

  private final Settings settings;
  private final Clock clock;
  private final List<Desk> desks;
  private final Troubles troubles;
  private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();

  /**
   * One for these vendors.
   *
   * @param desks each with other addresses
   */
  Reception(Settings settings, Clock clock, List<Desk> desks, Troubles troubles) {
    this.settings = settings;
    this.clock = clock;
    this.desks = List.copyOf(desks);
    this.troubles = troubles;
  }

  /** All so far, in the order in which they came. */
  List<Visit> visits() {
    return List.copyOf(visits);
  }

  Reply reply(Request request) {
    Instant now = clock.instant();
    boolean moved = request.path().startsWith(MOVED + "/");
    String path = moved ? request.path().substring(MOVED.length()) : request.path();
    Question question = question(path, request);
    Desk.Matter matter = question.matter();
    String key = moved ? MOVED + matter.key() : matter.key();
    Progress.Turn turn =
        progress
            .computeIfAbsent(
                key, k -> new Progress(moved ? Behaviours.PROPER : matter.behaviours()))
            .next(now);
    Behaviour trouble = moved ? null : troubles.take(matter.door(), now);
    Reply reply = treated(trouble == null ? turn.behaviour() : trouble, question, now);
    visits.add(
        new Visit(
            now,
            request.method(),
            request.path(),
            request.told(),
            moved ? Visit.Door.MOVED : matter.door(),
            matter.leadId(),
            matter.recordingId(),
            question.desk().secrets().stream().anyMatch(request::mentions),
            turn.attempt(),
            reply.answer().status()));
    return reply;
  }

  private Question question(String path, Request request) {
    for (Desk desk : desks) {
      Desk.Matter matter = desk.matter(path, request.parameters());
      if (matter != null) {
        return new Question(request, desk, matter);
      }
    }
    return new Question(request, Nowhere.HERE, Nowhere.HERE.matter(path, request.parameters()));
  }

  private Reply treated(Behaviour behaviour, Question question, Instant now) {
    return switch (behaviour) {
      case Behaviour.Sends manner -> new Reply(question.right(now, Desk.Rows.ALL), manner);
      case Behaviour.Says says -> new Reply(said(says, question, now), Behaviour.Proper.PROPERLY);
    };
  }

  private Answer said(Behaviour.Says says, Question question, Instant now) {
    return switch (says) {
      case Behaviour.Status(int status) -> Answer.page(status, "Error " + status);
      case Behaviour.TooMany(var retryAfter) ->
          question
              .desk()
              .failure(429, "Too many requests")
              .with("Retry-After", text(retryAfter, now));
      case Behaviour.HtmlPage page -> Answer.page(200, "Please log in");
      case Behaviour.JsonError(int code, String text) -> Answer.error(200, code, text);
      case Behaviour.Failure(int status, String text) -> question.desk().failure(status, text);
      case Behaviour.PlainText(String text) -> Answer.text(text);
      case Behaviour.ErrorList(String text) -> Answer.list(200, text);
      case Behaviour.FewerRows fewer -> question.right(now, Desk.Rows.HALF);
      case Behaviour.Empty empty -> question.right(now, Desk.Rows.ALL).with(Body.of(new byte[0]));
      case Behaviour.WrongBytes wrong -> wrong(question.right(now, Desk.Rows.ALL));
      case Behaviour.Expired(int firstGood) ->
          question.desk().link(question.matter(), question.request()) < firstGood
              ? Answer.page(403, "This link has expired")
              : question.right(now, Desk.Rows.ALL);
      case Behaviour.Redirect(int status, var target) ->
          Answer.page(status, "Moved").with("Location", location(target, question.request()));
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
