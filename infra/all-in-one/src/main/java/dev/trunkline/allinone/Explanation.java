package dev.trunkline.allinone;

import dev.trunkline.embedded.CannotStart;
import dev.trunkline.plumbing.assertion.Mismatch;
import dev.trunkline.vendors.Refused;
import dev.trunkline.workbench.CommandFailure;
import dev.trunkline.workbench.ExitCode;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.springframework.beans.BeansException;
import tools.jackson.core.JacksonException;

/**
 * What a failed command tells people and the shell.
 *
 * @param message one line of cause and cure
 */
record Explanation(int exitCode, String message) {

  /** Explains a failure by the first of its causes that says something to the user. */
  static Explanation of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CommandFailure known -> {
          return new Explanation(known.exitCode(), text(known));
        }
        case Mismatch found -> {
          return new Explanation(ExitCode.REFUSED, text(found));
        }
        case IllegalArgumentException setting when failure instanceof BeansException -> {
          return new Explanation(ExitCode.USAGE, text(setting));
        }
        case CannotStart refused -> {
          return new Explanation(
              ExitCode.REFUSED, cured(text(refused), "trunkline doctor --only machine,data"));
        }
        case Refused configuration -> {
          return new Explanation(ExitCode.USAGE, text(configuration));
        }
        case NoSuchFileException missing -> {
          return new Explanation(
              ExitCode.USAGE, "no such file: " + missing.getFile() + "; name one that is there");
        }
        case BindException taken -> {
          return new Explanation(
              ExitCode.REFUSED, "a port is taken; choose another, or 0 for any free one");
        }
        case SQLException database -> {
          return new Explanation(
              ExitCode.UNREACHABLE,
              cured(
                  "Postgres does not answer as asked (SQLSTATE " + database.getSQLState() + ")",
                  "trunkline doctor --only postgres"));
        }
        case KafkaException kafka -> {
          return new Explanation(
              ExitCode.UNREACHABLE,
              cured("Kafka does not answer: " + text(kafka), "trunkline doctor --only kafka"));
        }
        case JacksonException unread -> {
          return unreadable(unread);
        }
        case DateTimeException unread -> {
          return unreadable(unread);
        }
        case TimeoutException late -> {
          return new Explanation(
              ExitCode.UNREACHABLE, cured("a server does not answer in time", "trunkline doctor"));
        }
        case IOException network -> {
          return new Explanation(
              ExitCode.UNREACHABLE, cured("no connection: " + text(network), "trunkline doctor"));
        }
        default -> {
          // A wrapper: what it wraps says more.
        }
      }
    }
    return new Explanation(ExitCode.PROBLEMS, text(failure));
  }

  /** Its own message quotes what could not be read, and that may be somebody's. */
  private static Explanation unreadable(RuntimeException unread) {
    return new Explanation(
        ExitCode.PROBLEMS,
        cured(
            "something cannot be read (" + unread.getClass().getSimpleName() + ")",
            "trunkline dead-letters list"));
  }

  /** Who looks on is told where to look, unless the message says so already. */
  private static String cured(String message, String look) {
    return message.contains("; ") ? message : message + "; see: " + look;
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
