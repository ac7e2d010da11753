package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {

  private static final Vendors VENDORS = Vendors.builtIn();

  static Stream<Arguments> samples() {
    return VENDORS.all().stream()
        .flatMap(vendor -> vendor.samples().stream())
        .map(sample -> Arguments.of(sample.vendor() + "/" + sample.name(), sample));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void everyStoryComesOutAsItSays(String name, Sample sample) {
    assertThat(SampleCheck.differences(sample, VENDORS.get(sample.vendor()))).isEmpty();
  }

  @Test
  void aFolderWhoseStoryComesOutOtherwiseIsRefused(@TempDir Path directory) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("test/samples")).getParent();
    Files.writeString(folder.resolve("vendor.yaml"), Given.YAML);
    Files.writeString(
        folder.resolve("mapping.jsonata"), "{'event_type': 'call.completed', 'agent_name': other}");
    String story =
        """
        {"story": "A call", "request": {"body": {"id": "1", "other": "Dana"}},
         "means": {"events": [{"vendor_call_id": "1", "agent_name": "Dana", "status": null}]}}
        """;
    Files.writeString(folder.resolve("samples/call.json"), story);
    assertThat(Vendors.load(directory).get("test").samples()).hasSize(1);

    Files.writeString(
        folder.resolve("samples/call.json"), story.replace("Dana\", \"st", "Dan\", \"st"));
    assertThatThrownBy(() -> Vendors.load(directory))
        .isInstanceOf(Refused.class)
        .hasMessage("test/samples/call.json: event 0: agent_name is Dana, not Dan");
  }
}
