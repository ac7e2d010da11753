package dev.trunkline.workbench;

import dev.trunkline.load.vendor.Credentials;
import dev.trunkline.load.vendor.FakeVendors;
import dev.trunkline.load.vendor.Settings;
import dev.trunkline.load.vendor.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** How fake vendors are asked: addresses, what must be shown, and lines to try. */
final class FakeSheet {

  private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx");

  private FakeSheet() {}

  /** Its lines; those to try ask for the last day. */
  static List<String> of(FakeVendors fake, Settings settings, Credentials shown, Instant now) {
    Instant dayAgo = now.minus(Duration.ofDays(1));
    List<String> lines = new ArrayList<>();
    lines.add("convoso      times of " + settings.zone() + ", without an offset");
    lines.add("  " + fake.api(Visit.Door.LOG));
    lines.add("  " + fake.api(Visit.Door.RECORDINGS));
    lines.add("  parameter auth_token=" + settings.token());
    lines.add(
        "  curl -s '%s?auth_token=%s&limit=2'"
            .formatted(fake.api(Visit.Door.LOG), settings.token()));
    lines.add("knowlarity   times with an offset, or of " + INDIA);
    lines.add("  " + fake.api(Visit.Door.KNOWLARITY));
    lines.add(
        "  headers x-api-key: %s, authorization: %s"
            .formatted(shown.knowlarityKey(), shown.knowlarityAuthorization()));
    lines.add(
        "  curl -s -G '%s' -H 'x-api-key: %s' -H 'authorization: %s' --data-urlencode 'start_time=%s' --data-urlencode 'end_time=%s' -d limit=2"
            .formatted(
                fake.api(Visit.Door.KNOWLARITY),
                shown.knowlarityKey(),
                shown.knowlarityAuthorization(),
                TIME.format(dayAgo.atZone(INDIA)),
                TIME.format(now.atZone(INDIA))));
    lines.add("onecom       whole days of " + ISRAEL + ", CSV; rows 10 to 30 seconds late");
    lines.add("  " + fake.api(Visit.Door.ONECOM));
    lines.add("  parameters key=%s, tenant=%s".formatted(shown.onecomKey(), shown.onecomTenant()));
    lines.add(
        "  curl -s '%s?key=%s&reqtype=INFO&info=CDRS&tenant=%s&format=csv&start=%s&end=%s'"
            .formatted(
                fake.api(Visit.Door.ONECOM),
                shown.onecomKey(),
                shown.onecomTenant(),
                dayAgo.atZone(ISRAEL).toLocalDate(),
                now.atZone(ISRAEL).toLocalDate()));
    lines.add("knowrithm    at most 5 requests a second");
    lines.add("  " + fake.api(Visit.Door.KNOWRITHM));
    lines.add(
        "  headers X-API-Key: %s, X-API-Secret: %s"
            .formatted(shown.knowrithmKey(), shown.knowrithmSecret()));
    lines.add(
        "  curl -s '%s?per_page=2' -H 'X-API-Key: %s' -H 'X-API-Secret: %s'"
            .formatted(
                fake.api(Visit.Door.KNOWRITHM), shown.knowrithmKey(), shown.knowrithmSecret()));
    return lines;
  }
}
