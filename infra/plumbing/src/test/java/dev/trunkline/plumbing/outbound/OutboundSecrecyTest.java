package dev.trunkline.plumbing.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A credential is seen by the hosts that may see it, and by nobody else. */
class OutboundSecrecyTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final Credential KEY =
      new Credential(Map.of("X-Api-Key", "hush-hush"), false, Set.of("127.0.0.2"));

  private final Outbounds out = new Outbounds();

  @AfterEach
  void close() {
    out.close();
  }

  @Test
  void aCredentialGoesToItsHostsOnly() throws Exception {
    try (var own = Listener.saying("127.0.0.2", OK);
        var foreign = Listener.saying("127.0.0.3", OK)) {
      // when
      Reply mine = out.client.call(Outbounds.get(own).with(KEY));
      Reply other =
          out.client.call(Outbounds.get("http://127.0.0.3:" + foreign.port() + "/").with(KEY));

      // then
      assertThat(mine).isInstanceOf(Answer.class);
      assertThat(own.requests.getFirst()).contains("X-Api-Key: hush-hush\r\n");
      assertThat(other).isInstanceOf(Answer.class);
      assertThat(foreign.requests.getFirst()).doesNotContainIgnoringCase("x-api-key");
    }
  }

  @Test
  void aCredentialDoesNotFollowARedirectToAnotherHost() throws Exception {
    try (var foreign = Listener.saying("127.0.0.3", OK);
        var own =
            Listener.saying(
                "127.0.0.2",
                "HTTP/1.1 307 Go\r\nLocation: http://127.0.0.3:" + foreign.port() + "/x\r\n\r\n")) {
      // when
      Reply reply =
          out.client.call(Outbounds.get(own).with(KEY).with(Map.of("Accept", "audio/mpeg")));

      // then
      assertThat(reply).isInstanceOf(Answer.class);
      assertThat(own.requests.getFirst()).contains("X-Api-Key: hush-hush\r\n");
      assertThat(foreign.requests.getFirst())
          .contains("Accept: audio/mpeg\r\n")
          .doesNotContainIgnoringCase("x-api-key")
          .doesNotContainIgnoringCase("referer")
          .doesNotContain("hidden");
    }
  }

  @Test
  void aSecretInTheQueryIsNotSentToAnotherHost() throws Exception {
    try (var foreign = Listener.saying("127.0.0.3", OK)) {
      // given
      Credential inQuery = new Credential(Map.of(), true, Set.of("127.0.0.2"));

      // when
      Reply reply =
          out.client.call(
              Outbounds.get("http://127.0.0.3:" + foreign.port() + "/?key=hush-hush")
                  .with(inQuery));

      // then
      assertThat(reply)
          .isEqualTo(new Forbidden("127.0.0.3 is no host that may get the credential"));
      assertThat(foreign.connections).hasValue(0);
    }
  }

  @Test
  void aFormIsSentEncoded() throws Exception {
    try (var own = Listener.saying("127.0.0.2", OK)) {
      // when
      out.client.call(
          OutboundRequest.post(
                  Outbounds.LANE,
                  URI.create("http://127.0.0.2:" + own.port() + "/"),
                  Map.of("phone", "+12025550101 é"))
              .overPlainHttp());

      // then
      assertThat(own.requests.getFirst())
          .startsWith("POST / HTTP/1.1\r\n")
          .contains("Content-Type: application/x-www-form-urlencoded")
          .endsWith("\r\n\r\nphone=%2B12025550101+%C3%A9");
    }
  }

  @Test
  void nothingThatIsShownOrLoggedHoldsASecret() throws Exception {
    // given: every logger that does not say otherwise tells all
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    root.addAppender(logged);
    root.setLevel(Level.TRACE);
    try (var own =
            Listener.saying("127.0.0.2", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhush-hush");
        var fresh = new Outbounds()) {
      LoggerFactory.getLogger("elsewhere").debug("this is heard");
      OutboundRequest request =
          new OutboundRequest(
              Outbounds.LANE,
              OutboundRequest.Method.POST,
              URI.create("http://127.0.0.2:" + own.port() + "/hush-hush?key=hush-hush"),
              Map.of("X-Other", "hush-hush"),
              Map.of("secret", "hush-hush"),
              KEY,
              true);

      // when
      Reply failed = fresh.client.call(request);
      Reply forbidden =
          fresh.client.call(Outbounds.get("http://10.0.0.1/hush-hush?k=hush-hush").with(KEY));

      // then
      assertThat(failed).isInstanceOf(Failed.class).asString().doesNotContain("hush-hush");
      assertThat(forbidden).isInstanceOf(Forbidden.class).asString().doesNotContain("hush-hush");
      assertThat(own.requests.getFirst()).contains("hush-hush");
      assertThat(List.of(request, KEY, Hop.first(request)).toString()).doesNotContain("hush-hush");
      assertThat(fresh.meters.getMeters())
          .allSatisfy(m -> assertThat(m.getId().toString()).doesNotContain("hush-hush"));
      assertThat(List.copyOf(logged.list))
          .extracting(ILoggingEvent::getFormattedMessage)
          .anyMatch(message -> message.equals("this is heard"))
          .noneMatch(message -> message.contains("hush-hush"));
    } finally {
      root.setLevel(before);
      root.detachAppender(logged);
    }
  }

  @Test
  void whatSmugglesOrHidesIsNoHeader() {
    OutboundRequest plain = OutboundRequest.get(Outbounds.LANE, URI.create("https://a.example/"));

    assertThatThrownBy(() -> plain.with(Map.of("X", "a\r\nHost: b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("header X is not printable ASCII");
    assertThatThrownBy(() -> plain.with(Map.of("Authorization", "hush-hush")))
        .hasMessage("header Authorization belongs into the credential");
    assertThatThrownBy(() -> plain.with(Map.of("host", "b.example")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Credential(Map.of("X-Key", "hush\nhush"), false, Set.of()))
        .message()
        .doesNotContain("hush");
  }
}
