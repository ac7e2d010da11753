package dev.trunkline.plumbing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Kafka headers as maps of text, and back. */
public final class HeaderMaps {

  private HeaderMaps() {}

  /** The headers as UTF-8 text in their order; the last of equal names wins, nulls are left out. */
  public static Map<String, String> read(Headers headers) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Header header : headers) {
      byte[] value = header.value();
      if (value != null) {
        map.put(header.key(), new String(value, UTF_8));
      }
    }
    return map;
  }

  /** The map as Kafka headers in its order. */
  public static List<Header> write(Map<String, String> map) {
    List<Header> headers = new ArrayList<>(map.size());
    map.forEach((name, value) -> headers.add(new RecordHeader(name, value.getBytes(UTF_8))));
    return headers;
  }
}
