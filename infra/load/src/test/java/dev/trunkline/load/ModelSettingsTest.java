package dev.trunkline.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.load.model.Settings;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {

  @Test
  void everythingThatTheModelMustKnowOfASourceIsHandedOn() {
    // given
    String yaml =
        """
        sources:
          - id: k
            vendor: knowlarity
            allow_unsigned: true
            own_numbers: ["+919000099999"]
            shared_phones: ["9000012345"]
            agents: [{id: "214", name: Dana Fox, phone: "+919000054321"}, {name: Noam}]
          - {id: m, vendor: mg-digital-leads, allow_unsigned: true, default_lead_name: "MG {phone}"}
          - {id: pbx, vendor: onecom, zone: UTC, allow_unsigned: true, agents: {"215": Gal}}
        """;
    Vendors vendors = Vendors.builtIn();

    // when
    Settings settings =
        ModelSettings.of(
            Definitions.of(
                vendors, Sources.read(new StringReader(yaml), vendors, variable -> null)));

    // then
    assertThat(settings.sources())
        .containsExactly(
            new Settings.Source(
                "k",
                "Knowlarity Lead {phone}",
                List.of("+919000099999"),
                List.of("+919000012345"),
                List.of("+919000054321")),
            new Settings.Source("m", "MG {phone}", List.of(), List.of(), List.of()),
            new Settings.Source("pbx", null, List.of(), List.of(), List.of()));
  }
}
