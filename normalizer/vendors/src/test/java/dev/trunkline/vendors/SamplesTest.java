package dev.trunkline.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
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
}
