package dev.trunkline.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32C;

/** Tells a row that is not what was written. */
final class Checksum {

  private Checksum() {}

  /** CRC-32C over all that is sent of it. */
  static long of(String topic, String key, String headers, byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(topic.getBytes(UTF_8));
    crc.update(0);
    crc.update(key.getBytes(UTF_8));
    crc.update(0);
    crc.update(headers.getBytes(UTF_8));
    crc.update(0);
    crc.update(body);
    return crc.getValue();
  }
}
