package dev.trunkline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {

  @ParameterizedTest
  @CsvSource({"Linux, amd64", "Linux, aarch64", "Mac OS X, x86_64", "Mac OS X, aarch64"})
  void everyServedMachineHasItsArchiveOnTheClassPath(String os, String arch) {
    assertThat(PostgresBinaries.class.getResource("/" + PostgresBinaries.archiveFor(os, arch)))
        .isNotNull();
  }

  @Test
  void anotherMachineIsToldSo() {
    assertThatThrownBy(() -> PostgresBinaries.archiveFor("Windows 11", "amd64"))
        .isInstanceOf(CannotStart.class)
        .hasMessageContainingAll("Windows 11", "a Postgres server of your own");
  }

  @Test
  void programsAreUnpackedWholeWithLinksAndRightsAndNothingBesides(@TempDir Path home)
      throws Exception {
    // when
    Path folder = PostgresBinaries.unpackedIn(home);

    // then
    assertThat(folder.resolve("bin/initdb")).isExecutable();
    try (var paths = Files.walk(folder.resolve("lib"))) {
      assertThat(paths.filter(Files::isSymbolicLink)).isNotEmpty().allMatch(Files::exists);
    }
    try (var left = Files.list(home)) {
      assertThat(left).containsExactly(folder);
    }
    assertThat(PostgresBinaries.unpackedIn(home)).isEqualTo(folder);
  }
}
