package dev.trunkline.load.model;

import dev.trunkline.canonical.EventKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event's values of one group are worth; more beats later. Absent and {@code unknown} never
 * overwrite, a finished call never rings again, a better phone status beats a later one.
 */
final class Worth {

  private static final int NOTHING = 0;
  private static final int ONLY_UNKNOWN = 1;
  private static final int UNDECIDED = 2;
  private static final int KNOWN = 3;
  private static final int FINAL = 4;

  /** From the worst to the best; "none said" is worse than all of them. */
  private static final List<String> PHONES =
      List.of("withheld", "invalid", "local_only", "possible", "valid");

  private Worth() {}

  /** 0 where the event has no value of the group. */
  static int of(EventKind kind, List<String> group, Copy event) {
    if (group.stream().allMatch(field -> event.value(field) == null)) {
      return NOTHING;
    }
    return switch (group.getFirst()) {
      case "status" -> kind == EventKind.ACTIVITY ? KNOWN : outcome(kind, group, event);
      case "direction" -> "unknown".equals(event.text("direction")) ? ONLY_UNKNOWN : KNOWN;
      case "customer_phone" -> phone(event.text("customer_phone_status"));
      case "phone" -> phone(event.text("phone_status"));
      default -> KNOWN;
    };
  }

  private static int outcome(EventKind kind, List<String> group, Copy event) {
    String status = event.text("status");
    if (status == null || status.equals("unknown")) {
      return event.value(group.getLast()) == null ? ONLY_UNKNOWN : UNDECIDED;
    }
    boolean rings = status.equals("ringing") || status.equals("in_progress");
    return kind == EventKind.CALL && !rings ? FINAL : KNOWN;
  }

  private static int phone(@Nullable String status) {
    return status == null ? 1 : 2 + PHONES.indexOf(status);
  }
}
