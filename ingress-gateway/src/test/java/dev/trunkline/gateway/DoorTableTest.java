package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.gateway.DoorTable.Way;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.SyncDoor;
import dev.trunkline.vendors.SyncRange;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoorTableTest {

  private final DoorTable table = new DoorTable(TestDoors.of("acme"), List.of());

  @Test
  void aPathIsFoundExactlyButForOneTrailingSlash() {
    assertThat(find("POST", "/hooks/open")).isInstanceOf(Way.Delivers.class);
    assertThat(find("POST", "/hooks/open/")).isInstanceOf(Way.Delivers.class);
    assertThat(find("POST", "/hooks/open//")).isInstanceOf(Way.Nowhere.class);
    assertThat(find("POST", "/hooks/OPEN")).isInstanceOf(Way.Nowhere.class);
    assertThat(find("POST", "/hooks/open/x")).isInstanceOf(Way.Nowhere.class);
    assertThat(find("POST", "hooks/open")).isInstanceOf(Way.Nowhere.class);
    assertThat(find("POST", "/")).isInstanceOf(Way.Nowhere.class);
    assertThat(find("POST", "")).isInstanceOf(Way.Nowhere.class);
    assertThat(find("OPTIONS", "*")).isInstanceOf(Way.Nowhere.class);
    assertThat(find("POST", null)).isInstanceOf(Way.Nowhere.class);
  }

  @Test
  void onlyADoorWithASecretInItsPathTakesOneMoreSegment() {
    assertThat(find("POST", "/hooks/pathed/s3cret/"))
        .isInstanceOfSatisfying(
            Way.Delivers.class, way -> assertThat(way.pathSecret()).isEqualTo("s3cret"));
    assertThat(find("POST", "/hooks/pathed"))
        .isInstanceOfSatisfying(Way.Delivers.class, way -> assertThat(way.pathSecret()).isNull());
    assertThat(find("POST", "/hooks/pathed/a/b")).isInstanceOf(Way.Nowhere.class);
  }

  @Test
  void aMethodDeliversDescribesOrIsWrong() {
    assertThat(find("PUT", "/hooks/open")).isInstanceOf(Way.Delivers.class);
    assertThat(find("GET", "/hooks/signed")).isInstanceOf(Way.Describes.class);
    assertThat(find("HEAD", "/hooks/signed")).isInstanceOf(Way.Describes.class);
    assertThat(find("GET", "/hooks/open")).isInstanceOf(Way.WrongMethod.class);
    assertThat(find("post", "/hooks/open")).isInstanceOf(Way.WrongMethod.class);
  }

  @Test
  void anEchoIsNoDeliveryAndHasNoTopic() {
    Door open = TestDoors.open("acme");
    Door echo =
        new Door(
            "acme",
            "acme",
            "echo",
            "/echo",
            Set.of("POST"),
            open.proofs(),
            open.answers(),
            Door.Terms.NONE,
            true,
            null,
            Set.of());

    DoorTable alone = new DoorTable(List.of(echo), List.of());

    assertThat(alone.find("POST", "/echo", null)).isInstanceOf(Way.Echoes.class);
    assertThat(alone.find("GET", "/echo", null)).isInstanceOf(Way.WrongMethod.class);
    assertThat(alone.topics()).isEmpty();
    assertThat(new DoorTable(List.of(echo, open), List.of()).topics())
        .containsExactly("raw.acme.v1");
  }

  @Test
  void aHeaderThatProvesIsNeverKept() {
    Way.Delivers signed = (Way.Delivers) find("POST", "/hooks/signed");
    Way.Delivers keyed = (Way.Delivers) find("POST", "/hooks/keyed");

    assertThat(signed.route().keptHeaders()).containsExactly("user-agent", "x-request-id");
    assertThat(keyed.route().keptHeaders()).containsExactly("user-agent");
  }

  @Test
  void whatCannotBeOpenedIsRefusedByName() {
    Door open = TestDoors.open("acme");

    assertThatThrownBy(
            () ->
                new DoorTable(
                    List.of(open, TestDoors.moved(open, "other", "/hooks/open")), List.of()))
        .hasMessageContainingAll("source other", "has the path of", "source acme-open");
    assertThatThrownBy(() -> new DoorTable(List.of(TestDoors.proved(open)), List.of()))
        .hasMessageContaining("asks for no proof");
    Proof inPath = new Proof.PathSecret(List.of(TestDoors.PATH_SECRET));
    Door above = TestDoors.proved(TestDoors.moved(open, "above", "/hooks"), inPath);
    assertThatThrownBy(() -> new DoorTable(List.of(open, above), List.of()))
        .hasMessageContaining("lies where door open of source above has its secret");
    for (String path : List.of("/problems", "/problems/hooks", "/problems/malformed")) {
      assertThatThrownBy(
              () -> new DoorTable(List.of(TestDoors.moved(open, "other", path)), List.of()))
          .hasMessageContainingAll(
              "door open of source other", "lies where refusals are explained");
    }
    for (String path : List.of("", "/", "hooks", "/hooks/", "/hooks?x=1")) {
      assertThatThrownBy(
              () -> new DoorTable(List.of(TestDoors.moved(open, "other", path)), List.of()))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anOperatorsDoorTakesPostsAndLiesWhereNoOtherDoorLies() {
    Door open = TestDoors.open("acme");
    Proof inPath = new Proof.PathSecret(List.of(TestDoors.PATH_SECRET));
    Door above = TestDoors.proved(TestDoors.moved(open, "above", "/sync"), inPath);
    SyncDoor sync = new SyncDoor("acme", SyncRange.TODAY, "/sync/today", ZoneOffset.UTC, null);

    DoorTable both = new DoorTable(List.of(open), List.of(sync));

    assertThat(both.find("POST", "/sync/today/", null)).isEqualTo(new Way.Syncs(sync));
    assertThat(both.find("GET", "/sync/today", null)).isEqualTo(new Way.WrongMethod("POST"));
    assertThat(both.find("POST", "/sync", null)).isInstanceOf(Way.Nowhere.class);
    assertThat(both.topics()).containsExactly("pulls.asked.v1", "raw.acme.v1");
    assertThatThrownBy(
            () ->
                new DoorTable(
                    List.of(TestDoors.moved(open, "other", "/sync/today")), List.of(sync)))
        .hasMessageContainingAll("/sync/today of source acme", "has the path of another door");
    assertThatThrownBy(() -> new DoorTable(List.of(open), List.of(sync, sync)))
        .hasMessageContaining("has the path of another door");
    SyncDoor explaining =
        new SyncDoor("acme", SyncRange.TODAY, "/problems/unfit", ZoneOffset.UTC, null);
    assertThatThrownBy(() -> new DoorTable(List.of(open), List.of(explaining)))
        .hasMessageContainingAll("/problems/unfit of source acme", "refusals are explained");
    assertThatThrownBy(() -> new DoorTable(List.of(above), List.of(sync)))
        .hasMessageContaining("lies where door open of source above has its secret");
  }

  private DoorTable.Way find(String method, String path) {
    return table.find(method, path, null);
  }
}
