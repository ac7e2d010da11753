package dev.trunkline.allinone.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.allinone.Main;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Six seeds of the drill, on one installation; on demand any number of any others. */
class DrillTest {

  private static final int SEEDS = Integer.getInteger("trunkline.seeds", 6);
  private static final long FIRST = Long.getLong("trunkline.seed", 8);

  @TempDir Path folder;

  @Test
  void whateverGoesWrongNothingIsLostAndNothingDoubled() {
    int exitCode =
        Main.commandLine()
            .execute(
                ("drill --seed %d --seeds %d --together --seconds 6 --rate 50 --data %s")
                    .formatted(FIRST, SEEDS, folder)
                    .split(" "));

    assertThat(exitCode).as("what it printed says which seed").isZero();
  }
}
