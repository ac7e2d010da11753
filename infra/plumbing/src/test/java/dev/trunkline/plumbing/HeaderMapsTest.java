package dev.trunkline.plumbing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HeaderMapsTest {

  @Test
  void headersComeBackInTheirOrderWhateverTheirLetters() {
    // given
    Map<String, String> map = new LinkedHashMap<>();
    map.put("source", "onecom");
    map.put("story", "שלום 📞");
    map.put("empty", "");
    map.put("attempts", "1");

    // when
    Headers headers = new RecordHeaders();
    HeaderMaps.write(map).forEach(headers::add);

    // then
    assertThat(HeaderMaps.read(headers)).containsExactlyEntriesOf(map);
  }

  @Test
  void theLastOfEqualNamesWinsAndNullIsLeftOut() {
    // given
    Headers headers = new RecordHeaders();
    headers.add("source", "first".getBytes(UTF_8));
    headers.add("proof", null);
    headers.add("source", "last".getBytes(UTF_8));

    // when, then
    assertThat(HeaderMaps.read(headers)).containsExactly(Map.entry("source", "last"));
  }

  @Test
  void bytesThatAreNoTextDoNotThrow() {
    // given
    Headers headers = new RecordHeaders();
    headers.add("source", new byte[] {(byte) 0xff, 'x'});

    // when, then
    assertThat(HeaderMaps.read(headers)).containsEntry("source", "\uFFFDx");
  }
}
