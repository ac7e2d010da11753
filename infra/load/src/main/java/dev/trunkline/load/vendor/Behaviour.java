package dev.trunkline.load.vendor;

import java.net.URI;
import java.time.Duration;

/** How one request is treated: answered with something else, or answered badly. */
public sealed interface Behaviour {

  /** The longest that anything deliberately slow waits at a time: tests end. */
  Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** The right answer, sent properly. */
  Behaviour PROPER = Proper.PROPERLY;

  /** The right answer is not given, but this one. */
  sealed interface Says extends Behaviour {}

  /** The right answer is given, but sent in this manner. */
  sealed interface Sends extends Behaviour {}

  /** As it should be. */
  enum Proper implements Sends {
    PROPERLY
  }

  /**
   * An error's status with a short page of text.
   *
   * @param status of HTTP: 404, 500, 503 and the like
   */
  record Status(int status) implements Says {}

  /** 429. */
  record TooMany(RetryAfter retryAfter) implements Says {}

  /** What stands in a {@code Retry-After}. */
  sealed interface RetryAfter {

    /** A number of seconds. */
    record Seconds(long seconds) implements RetryAfter {}

    /** An HTTP date this much after the fake's own now. */
    record Date(Duration fromNow) implements RetryAfter {}

    /** Anything at all: an absurd number, a word, nothing. */
    record Text(String text) implements RetryAfter {}
  }

  /** A page for people with status 200, as of a log-in or an error. */
  record HtmlPage() implements Says {}

  /** Convoso's own way to fail: status 200 and {@code "success": false}. */
  record JsonError(int code, String text) implements Says {}

  /**
   * An error in the form of whichever vendor is asked: an object, a list, a text.
   *
   * @param status 200, too: that is how most of them fail
   */
  record Failure(int status, String text) implements Says {

    /** With status 200. */
    public static Failure in200(String text) {
      return new Failure(200, text);
    }
  }

  /** Status 200 and a line of text, whatever else the API speaks. */
  record PlainText(String text) implements Says {}

  /** Status 200 and a JSON list of errors, whatever else the API speaks. */
  record ErrorList(String text) implements Says {}

  /** The right page, whole and well-formed, with only half of the rows that it announces. */
  record FewerRows() implements Says {}

  /** Status 200 and no body. */
  record Empty() implements Says {}

  /** Of the right length and type, but no audio and no JSON: other bytes. */
  record WrongBytes() implements Says {}

  /**
   * 403 for links that were made before this one of the recording: whoever asks the API again gets
   * a better one.
   *
   * @param firstGood number of the first link that works, from 1
   */
  record Expired(int firstGood) implements Says {}

  /**
   * Another address.
   *
   * @param status 301, 302, 303, 307 or 308
   */
  record Redirect(int status, Target target) implements Says {

    /** Found, as most do it. */
    public static Redirect to(Target target) {
      return new Redirect(302, target);
    }

    /** Where to. */
    public sealed interface Target {}

    /** Where the right answer is, at the same host. */
    public record Onwards() implements Target {}

    /** The address that was asked for. */
    public record Itself() implements Target {}

    /** Where the right answer is, without TLS. */
    public record Unencrypted() implements Target {}

    /** Anywhere. */
    public record Elsewhere(URI uri) implements Target {}

    /** What an attacker wants to be read: a cloud's metadata. */
    public static final URI METADATA = URI.create("http://169.254.169.254/latest/meta-data/");
  }

  /** Nothing for a while, then the right answer. */
  record SlowHeaders(Duration delay) implements Sends {
    /** Bounds the delay. */
    public SlowHeaders {
      bounded(delay);
    }
  }

  /** The right answer, some bytes at a time. */
  record Drip(int bytes, Duration pause) implements Sends {
    /** Bounds the pause. */
    public Drip {
      bounded(pause);
      if (bytes < 1) {
        throw new IllegalArgumentException("bytes: at least 1");
      }
    }
  }

  /** {@code Content-Length} says more than comes; the connection is closed in order. */
  record ClaimsMore(long extra) implements Sends {}

  /** {@code Content-Length} says less than comes. */
  record ClaimsLess(long missing) implements Sends {}

  /** Half of the body, then the connection is closed in order. */
  record BreaksOff() implements Sends {}

  /** Half of the body, then the connection is reset. */
  record Resets() implements Sends {}

  /** With {@code Content-Encoding: gzip}, though nobody asked for it. */
  record Gzipped() implements Sends {}

  /** The body over and over, chunked, until the other side has had enough. */
  record Endless() implements Sends {}

  private static void bounded(Duration wait) {
    if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException("a wait is between 0 and " + LONGEST_WAIT);
    }
  }
}
