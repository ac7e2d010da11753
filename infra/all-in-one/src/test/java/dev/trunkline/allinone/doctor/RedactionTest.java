package dev.trunkline.allinone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.load.Secrets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

  private static final Redaction REDACTION =
      new Redaction(new Secrets(Map.of("onecom/PBX", "correct horse battery")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "call from +972501234567 | call from …567",
        "call from 050-123-4567 to (212) 555 0123 | call from …567 to …123",
        "mail to dana.fox@example.com now | mail to …@… now",
        "jdbc:postgresql://h:5433/db?user=a&password=hush&x=1 | jdbc:postgresql://h:5433/db?user=a&password=…&x=1",
        "postgresql://trunkline:hush@127.0.0.1:43617/trunkline | postgresql://trunkline:…@127.0.0.1:43617/trunkline",
        "Authorization: Bearer abc.def | Authorization: Bearer …",
        "it was correct horse battery again | it was <secret onecom/PBX> again",
        "url /x?k=correct+horse+battery | (a line with a secret)",
        "2026-11-29T00:14:27.124Z INFO ok | 2026-11-29T00:14:27.124Z INFO ok",
        "2026-11-29 00:14:45.103+00 | 2026-11-29 00:14:45.103+00",
        "http://127.0.0.1:46555 | http://127.0.0.1:46555",
        "delivery 01a224a7-7974-7767-b17c-6a0af242f5d6 | delivery 01a224a7-7974-7767-b17c-6a0af242f5d6",
      })
  void onlyWhatHelpsIsLeft(String line, String left) {
    assertThat(REDACTION.of(line)).isEqualTo(left + "\n");
  }
}
