package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The runbook names what the doctor asks, place by place. */
class DocumentedProbesTest {

  @ParameterizedTest
  @EnumSource
  void everyProbeOfAPlaceStandsInItsLine(Place place) throws IOException {
    String line;
    try (Stream<String> lines = Files.lines(runbook())) {
      line = lines.filter(one -> one.startsWith("| `" + place + "` |")).findFirst().orElseThrow();
    }

    assertThat(probes(place))
        .isNotEmpty()
        .allSatisfy(probe -> assertThat(line).contains("`" + probe.name() + "`"));
  }

  private static List<? extends Probe<?>> probes(Place place) {
    return switch (place) {
      case MACHINE -> MachineProbes.ALL;
      case DATA -> DataProbes.ALL;
      case SOURCES -> SourcesProbes.ALL;
      case KAFKA -> Stream.concat(ClusterProbes.ALL.stream(), ReadingProbes.ALL.stream()).toList();
      case POSTGRES ->
          Stream.concat(DatabaseProbes.ALL.stream(), UpkeepProbes.ALL.stream()).toList();
      case GATEWAY -> GatewayProbes.ALL;
      case NETWORK -> NetworkProbes.ALL;
    };
  }

  private static Path runbook() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("trunkline"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs/runbook.md");
  }
}
