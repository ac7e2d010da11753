package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose operators' doors a vendor's guide speaks of, where several sources could have them. */
class SyncDoorsTest {

  private static final String PULLED = ", pull: {secret: x-literal, settings: {tenant: acme}}";
  private static final String CLOSED =
      ", pull: {secret: x-literal, settings: {tenant: acme}, sync: false}";

  @Test
  void theyLieWhereTheGuideSays() {
    assertThat(doors(source("a", PULLED)))
        .containsExactly(
            door("a", SyncRange.TODAY, "/api/onecom/sync/today"),
            door("a", SyncRange.RANGE, "/api/onecom/sync"),
            door("a", SyncRange.LAST_WEEK, "/api/onecom/sync/last-week"));
    assertThat(doors(source("a", PULLED + ", path: /hooks/pbx")))
        .as("the webhooks' path moves no operator's door")
        .hasSameElementsAs(doors(source("a", PULLED)));
  }

  @Test
  void aSourceThatCannotBeAskedHasThemOnlyWhereNobodyElseDoes() {
    List<SyncDoor> alone = doors(source("a", ""));

    assertThat(alone)
        .hasSize(3)
        .allMatch(door -> "source a: pull is not configured".equals(door.unavailable()));
    assertThat(doors(source("a", ""), source("b", PULLED)))
        .hasSize(3)
        .allMatch(door -> door.source().equals("b"));
    assertThat(doors(source("a", ""), source("b", "")))
        .hasSize(3)
        .allMatch(door -> door.source().equals("a"));
    assertThat(doors(source("a", ", path: /api/onecom/sync"))).isEmpty();
  }

  @Test
  void ofTwoSourcesThatCanBeAskedOneClosesThem() {
    assertThatThrownBy(() -> doors(source("a", PULLED), source("b", PULLED)))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(
            "source b: pull: sync: /api/onecom/sync/today is a door of a already;"
                + " sync: false closes this one");
    assertThat(doors(source("a", CLOSED), source("b", PULLED)))
        .hasSize(3)
        .allMatch(door -> door.source().equals("b"));
  }

  @Test
  void aWebhooksDoorIsNoOperatorsDoor() {
    assertThatThrownBy(() -> doors(source("a", PULLED + ", path: /api/onecom/sync")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("/api/onecom/sync is a door of a already");
  }

  private static SyncDoor door(String source, SyncRange range, String path) {
    return new SyncDoor(source, range, path, ZoneId.of("Asia/Jerusalem"), null);
  }

  private static List<SyncDoor> doors(String... sources) {
    String yaml = "sources:\n" + String.join("", sources);
    return Sources.read(new StringReader(yaml), Given.VENDORS, name -> null)
        .syncDoors(Given.VENDORS);
  }

  /** A second source has a path of its own for its webhooks. */
  private static String source(String id, String more) {
    return "  - {id: %s, vendor: onecom, zone: Asia/Jerusalem, allow_unsigned: true%s%s}\n"
        .formatted(id, more, id.equals("a") ? "" : ", path: /hooks/" + id);
  }
}
