package dev.trunkline.plumbing.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 27: what must not be reached is refused before a connection is opened. */
class OutboundGuardTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Outbounds out = new Outbounds();
  private Listener secret;

  @BeforeEach
  void listen() throws Exception {
    secret = new Listener("0.0.0.0", 0, (request, stream) -> stream.write(OK.getBytes()));
  }

  @AfterEach
  void close() throws Exception {
    secret.close();
    out.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:P/",
        "http://127.9.9.9:P/",
        "http://[::1]:P/",
        "http://[::ffff:127.0.0.1]:P/",
        "http://[::ffff:7f00:1]:P/",
        "http://[64:ff9b::7f00:1]:P/",
        "http://[::127.0.0.1]:P/",
        "http://[2002:7f00:1::]:P/",
        "http://0.0.0.0:P/",
        "http://0:P/",
        "http://2130706433:P/",
        "http://0x7f.1:P/",
        "http://0177.0.0.1:P/",
        "http://127.1:P/",
        "http://127.0.0.1.:P/",
        "http://user@127.0.0.2:P/",
        "http://127.0.0.2@127.0.0.1:P/",
        "http://[fe80::1%25lo]:P/",
        "http://１２７.0.0.1:P/",
        "http://10.0.0.1:P/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://[fc00::1]/",
        "http://vendor.example:22/",
        "http://vendor.example:25/",
        "http://vendor.example:9092/",
        "http://local.example:P/",
        "http://local6.example:P/",
        "http://mixed.example:P/",
        "http://mixed2.example:P/",
        "file:///etc/hostname",
        "gopher://127.0.0.2:P/",
        "ftp://127.0.0.2:P/"
      })
  void whatIsNotPublicIsRefusedBeforeAConnectionIsOpened(String uri) throws Exception {
    // given
    out.name("vendor.example", List.of("1.1.1.1"))
        .name("local.example", List.of("127.0.0.1"))
        .name("local6.example", List.of("::1"))
        .name("mixed.example", List.of("127.0.0.2", "127.0.0.1"))
        .name("mixed2.example", List.of("10.0.0.1", "127.0.0.2"));
    OutboundRequest request = Outbounds.get(uri.replace("P", "" + secret.port()));

    // when
    Reply reply = out.client.call(request);
    Download download = out.client.download(request, (b, o, l) -> {});

    // then
    assertThat(reply).isInstanceOf(Forbidden.class);
    assertThat(download).isInstanceOf(Forbidden.class);
    assertThat(secret.connections).hasValue(0);
    assertThat(out.counted("forbidden")).isEqualTo(2);
  }

  @Test
  void httpIsRefusedWhereItIsNotAskedFor() {
    // when
    Reply reply =
        out.client.call(
            OutboundRequest.get(
                Outbounds.LANE, java.net.URI.create("http://127.0.0.2:" + secret.port() + "/")));

    // then
    assertThat(reply).isEqualTo(new Forbidden("the scheme is http where https is required"));
    assertThat(secret.connections).hasValue(0);
  }

  @Test
  void whatWasCheckedIsConnectedToHoweverTheNameIsReboundMeanwhile() throws Exception {
    // given
    try (var open = Listener.saying("127.0.0.2", OK);
        var closed = new Listener("127.0.0.1", open.port(), (request, stream) -> {})) {
      out.name("rebound.example", List.of("127.0.0.2"), List.of("127.0.0.1"));

      // when
      Reply first = out.client.call(Outbounds.get("http://rebound.example:" + open.port() + "/"));

      // then: asked once, and the answer held
      assertThat(first).isInstanceOf(Answer.class);
      assertThat(out.asked).containsExactly("rebound.example");
      assertThat(open.requests.getFirst()).contains("Host: rebound.example:" + open.port());

      // when: the next request looks anew, and nothing checked before counts
      Reply second = out.client.call(Outbounds.get("http://rebound.example:" + open.port() + "/"));

      // then
      assertThat(second).isInstanceOf(Forbidden.class);
      assertThat(closed.connections).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:P/",
        "http://local.example:P/",
        "//local.example:P/x",
        "http://vendor.example:22/",
        "http://2130706433:P/",
        "file:///etc/hostname",
        "http://user@127.0.0.2:P/",
        "http://[::1]:P/",
        "http://rebound.example:Q/",
        "http://a b/"
      })
  void aRedirectIsCheckedLikeTheFirstUrl(String location) throws Exception {
    // given
    out.name("vendor.example", List.of("1.1.1.1"))
        .name("local.example", List.of("127.0.0.1"))
        .name("rebound.example", List.of("127.0.0.2"), List.of("127.0.0.1"));
    Listener.Script script =
        (request, stream) -> {
          int mine = Integer.parseInt(request.replaceAll("(?s).*Host: [^\r]*:(\\d+)\r.*", "$1"));
          String there = location.replace("P", "" + secret.port()).replace("Q", "" + mine);
          stream.write(
              ("HTTP/1.1 302 Found\r\nLocation: " + there + "\r\nContent-Length: 0\r\n\r\n")
                  .getBytes());
        };
    try (var open = new Listener("127.0.0.2", 0, script)) {

      // when
      Reply reply =
          out.client.call(Outbounds.get("http://rebound.example:" + open.port() + "/?k=hidden"));

      // then
      assertThat(reply).isInstanceOf(Forbidden.class);
      assertThat(secret.connections).hasValue(0);
      assertThat(open.connections).hasValue(1);
    }
  }

  @Test
  void threeRedirectsAreFollowedAndNotAFourth() throws Exception {
    // given
    Listener.Script script =
        (request, stream) -> {
          int left = Integer.parseInt(request.substring(5, 6));
          stream.write(
              (left == 0 ? OK : "HTTP/1.1 302 Found\r\nLocation: " + (left - 1) + "\r\n\r\n")
                  .getBytes());
        };
    try (var open = new Listener("127.0.0.2", 0, script)) {
      String base = "http://127.0.0.2:" + open.port() + "/";

      // when, then
      assertThat(out.client.call(Outbounds.get(base + "3"))).isInstanceOf(Answer.class);
      assertThat(out.client.call(Outbounds.get(base + "4")))
          .isEqualTo(new Forbidden("more than 3 redirects"));
    }
  }
}
