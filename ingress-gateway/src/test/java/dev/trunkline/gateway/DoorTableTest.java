package dev.trunkline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.gateway.DoorTable.Way;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoorTableTest {

  private final DoorTable table = new DoorTable(TestDoors.of("acme"));

  @Test
  void aPathIsFoundExactlyButForOneTrailingSlash() {
    assertThat(table.find("POST", "/hooks/open")).isInstanceOf(Way.Delivers.class);
    assertThat(table.find("POST", "/hooks/open/")).isInstanceOf(Way.Delivers.class);
    assertThat(table.find("POST", "/hooks/open//")).isInstanceOf(Way.Nowhere.class);
    assertThat(table.find("POST", "/hooks/OPEN")).isInstanceOf(Way.Nowhere.class);
    assertThat(table.find("POST", "/hooks/open/x")).isInstanceOf(Way.Nowhere.class);
    assertThat(table.find("POST", "hooks/open")).isInstanceOf(Way.Nowhere.class);
    assertThat(table.find("POST", "/")).isInstanceOf(Way.Nowhere.class);
    assertThat(table.find("POST", "")).isInstanceOf(Way.Nowhere.class);
    assertThat(table.find("OPTIONS", "*")).isInstanceOf(Way.Nowhere.class);
    assertThat(table.find("POST", null)).isInstanceOf(Way.Nowhere.class);
  }

  @Test
  void onlyADoorWithASecretInItsPathTakesOneMoreSegment() {
    assertThat(table.find("POST", "/hooks/pathed/s3cret/"))
        .isInstanceOfSatisfying(
            Way.Delivers.class, way -> assertThat(way.pathSecret()).isEqualTo("s3cret"));
    assertThat(table.find("POST", "/hooks/pathed"))
        .isInstanceOfSatisfying(Way.Delivers.class, way -> assertThat(way.pathSecret()).isNull());
    assertThat(table.find("POST", "/hooks/pathed/a/b")).isInstanceOf(Way.Nowhere.class);
  }

  @Test
  void aMethodDeliversDescribesOrIsWrong() {
    assertThat(table.find("PUT", "/hooks/open")).isInstanceOf(Way.Delivers.class);
    assertThat(table.find("GET", "/hooks/signed")).isInstanceOf(Way.Describes.class);
    assertThat(table.find("HEAD", "/hooks/signed")).isInstanceOf(Way.Describes.class);
    assertThat(table.find("GET", "/hooks/open")).isInstanceOf(Way.WrongMethod.class);
    assertThat(table.find("post", "/hooks/open")).isInstanceOf(Way.WrongMethod.class);
  }

  @Test
  void aHeaderThatProvesIsNeverKept() {
    Way.Delivers signed = (Way.Delivers) table.find("POST", "/hooks/signed");
    Way.Delivers keyed = (Way.Delivers) table.find("POST", "/hooks/keyed");

    assertThat(signed.route().keptHeaders()).containsExactly("user-agent", "x-request-id");
    assertThat(keyed.route().keptHeaders()).containsExactly("user-agent");
  }

  @Test
  void whatCannotBeOpenedIsRefusedByName() {
    Door open = TestDoors.open("acme");

    assertThatThrownBy(() -> new DoorTable(List.of(open, moved(open, "other", "/hooks/open"))))
        .hasMessageContainingAll("source other", "has the path of", "source acme-open");
    assertThatThrownBy(() -> new DoorTable(List.of(proved(open, List.of()))))
        .hasMessageContaining("asks for no proof");
    Proof inPath = new Proof.PathSecret(List.of(TestDoors.PATH_SECRET));
    Door above = proved(moved(open, "above", "/hooks"), List.of(inPath));
    assertThatThrownBy(() -> new DoorTable(List.of(open, above)))
        .hasMessageContaining("lies where door open of source above has its secret");
    for (String path : List.of("", "/", "hooks", "/hooks/", "/hooks?x=1")) {
      assertThatThrownBy(() -> new DoorTable(List.of(moved(open, "other", path))))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Door moved(Door door, String source, String path) {
    return new Door(
        source,
        door.vendor(),
        door.name(),
        path,
        door.methods(),
        door.proofs(),
        door.accepted(),
        door.unproven(),
        door.forged(),
        door.description(),
        Set.of());
  }

  private static Door proved(Door door, List<Proof> proofs) {
    return new Door(
        door.source(),
        door.vendor(),
        door.name(),
        door.path(),
        door.methods(),
        proofs,
        door.accepted(),
        door.unproven(),
        door.forged(),
        door.description(),
        Set.of());
  }
}
