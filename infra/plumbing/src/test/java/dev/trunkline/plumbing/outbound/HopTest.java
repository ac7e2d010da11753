package dev.trunkline.plumbing.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.plumbing.outbound.OutboundRequest.Method;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HopTest {

  private static final URI HERE = URI.create("https://vendor.example/api/list");

  @Test
  void httpsIsNotLeftForHttp() throws Exception {
    // given: even where http would do
    Hop hop = Hop.first(OutboundRequest.get(Outbounds.LANE, HERE).overPlainHttp());

    // when, then
    assertThatThrownBy(() -> hop.next(302, "http://vendor.example/api"))
        .hasMessage("a redirect leads from https to http");
  }

  @Test
  void aFormStaysWithItsHost() throws Exception {
    // given
    Hop hop = Hop.first(OutboundRequest.post(Outbounds.LANE, HERE, Map.of("a", "b")));

    // when, then
    assertThat(hop.next(307, "/there").form()).containsEntry("a", "b");
    assertThat(hop.next(303, "https://other.example/").form()).isNull();
    assertThat(hop.next(302, "there").method()).isEqualTo(Method.GET);
    assertThatThrownBy(() -> hop.next(308, "https://other.example/"))
        .hasMessage("a redirect would take the form to another host");
  }
}
