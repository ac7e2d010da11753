package dev.trunkline.normalizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.Fate;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.normalizer.Normalizer.Normalized;
import dev.trunkline.plumbing.HeaderMaps;
import dev.trunkline.vendors.PinnedTranslators;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Translator;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayerTest {

  private static final String ID = "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f";
  private static final String REPLAY = "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e70";
  private static final byte[] CALL =
      "{\"uniqueid\": \"1\", \"src\": \"0500000101\", \"start\": \"2026-03-01 10:00:00\"}"
          .getBytes(UTF_8);

  private final List<String> asked = new ArrayList<>();

  @Test
  void aDeliveryIsReadByTheDefinitionThatItsRecordNames() {
    // given: what is in force here says another zone
    Translator other = onecomIn("America/New_York");
    PinnedTranslators pinned =
        (hash, source) -> {
          asked.add(hash + " of " + source);
          return other;
        };

    // when
    Normalized replayed = new Replayer(pinned).replay(Given.raw(headers("abc"), CALL));

    // then
    Normalized expected =
        new Normalizer(other::translate)
            .normalize(Given.raw(Given.delivery(ID, "onecom", CALL, REPLAY)));
    assertThat(asked).containsExactly("abc of onecom");
    assertThat(Given.manifest(replayed)).isEqualTo(Given.manifest(expected));
    assertThat(Given.manifest(replayed).replayId()).isEqualTo(REPLAY);
    assertThat(Given.manifest(replayed).elements())
        .extracting(Manifest.Element::fate)
        .containsExactly(Fate.CANONICAL);
    assertThat(Given.on("calls.v1", replayed.records()))
        .extracting(ProducerRecord::value)
        .containsExactly(Given.on("calls.v1", expected.records()).getFirst().value());
  }

  @Test
  void theNameOfTheReaderIsNoHeaderOfTheRequest() {
    assertThat(Delivery.of(headers("abc"), CALL).requestHeaders()).isEmpty();
  }

  @Test
  void aDefinitionThatCannotBeHadIsAnExceptionThatNamesIt() {
    // given
    Replayer replayer =
        new Replayer(
            (hash, source) -> {
              throw new IllegalStateException("no definition " + hash + " is in the archive");
            });

    // when, then
    assertThatThrownBy(() -> replayer.replay(Given.raw(headers("abc"), CALL)))
        .isInstanceOf(Replayer.DefinitionAway.class)
        .hasMessage(
            "definition abc, which is to read a replay of source onecom, cannot be had: no definition abc is in the archive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "replay_id", "definition_hash"})
  void aRecordThatDoesNotSayWhichReplayItIsOfSpeaksForNoDelivery(String missing) {
    // given
    Map<String, String> headers = headers("abc");
    headers.remove(missing);

    // when
    Normalized replayed =
        new Replayer((hash, s) -> Given.TRANSLATOR).replay(Given.raw(headers, CALL));

    // then
    assertThat(replayed.records())
        .singleElement()
        .satisfies(
            dead -> {
              assertThat(dead.topic()).isEqualTo("dead.normalizer.v1");
              assertThat(dead.value()).isEqualTo(CALL);
              assertThat(HeaderMaps.read(dead.headers()))
                  .containsEntry("reason", "header " + missing + " is missing");
            });
  }

  @Test
  void aReplayIdThatNoStoreCouldOrderSpeaksForNoDelivery() {
    // given
    Map<String, String> headers = headers("abc");
    headers.put("replay_id", "zzz");

    // when
    Normalized replayed =
        new Replayer((hash, s) -> Given.TRANSLATOR).replay(Given.raw(headers, CALL));

    // then
    assertThat(replayed.records())
        .extracting(ProducerRecord::topic)
        .containsExactly("dead.normalizer.v1");
  }

  private static Map<String, String> headers(String hash) {
    Map<String, String> headers = Given.delivery(ID, "onecom", CALL, REPLAY).headers();
    headers.put("definition_hash", hash);
    return headers;
  }

  private static Translator onecomIn(String zone) {
    String yaml =
        "sources: [{id: onecom, vendor: onecom, zone: %s, allow_unsigned: true}]".formatted(zone);
    return Translator.of(
        Given.VENDORS, Sources.read(new StringReader(yaml), Given.VENDORS, name -> null).all());
  }
}
