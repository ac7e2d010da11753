package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.store.KnownAgent;
import dev.trunkline.store.SourceSettings;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableSettingsTest {

  @Test
  void everythingThatTheTablesMustKnowOfASourceIsHandedOn() {
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
    List<SourceSettings> settings =
        TableSettings.of(
            Definitions.of(
                vendors, Sources.read(new StringReader(yaml), vendors, variable -> null)));

    // then
    assertThat(settings)
        .containsExactly(
            new SourceSettings(
                "k",
                "knowlarity",
                "Knowlarity Lead {phone}",
                List.of("+919000099999"),
                List.of("+919000012345"),
                List.of(
                    new KnownAgent("214", "Dana Fox", "+919000054321"),
                    new KnownAgent(null, "Noam", null))),
            new SourceSettings(
                "m", "mg-digital-leads", "MG {phone}", List.of(), List.of(), List.of()),
            new SourceSettings(
                "pbx",
                "onecom",
                null,
                List.of(),
                List.of(),
                List.of(new KnownAgent("215", "Gal", null))));
  }
}
