package dev.trunkline.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.vendors.Answers;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

  private static final Instant SENT = Instant.parse("2026-03-01T10:00:00Z");
  private static final byte[] BODY = "abc".getBytes(UTF_8);

  /** FIPS 180-2, B.1. */
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private Path file;

  @BeforeEach
  void aFile(@TempDir Path folder) {
    file = folder.resolve("sent.ndjson");
  }

  @Test
  void whatIsEnteredIsReadBack() {
    // when
    enter(new Reply(202, "d1", SENT, 1_234));
    enter(new Reply(503, null, SENT, 9));

    // then
    assertThat(Ledger.read(file))
        .containsExactly(
            new Ledger.Entry("test", SHA256_OF_ABC, "2026-03-01T10:00:00Z", 202, "d1", 1_234),
            new Ledger.Entry("test", SHA256_OF_ABC, "2026-03-01T10:00:00Z", 503, null, 9));
    assertThat(Ledger.read(file))
        .extracting(Ledger.Entry::acknowledged)
        .containsExactly(true, false);
  }

  @Test
  void aTornLastLinePromisedNothing() throws IOException {
    // given
    enter(new Reply(202, "d1", SENT, 1));
    enter(new Reply(202, "d2", SENT, 1));
    tearLastLine();

    // when, then
    assertThat(Ledger.read(file)).extracting(Ledger.Entry::deliveryId).containsExactly("d1");
  }

  @Test
  void whatIsEnteredBehindATornLineCounts() throws IOException {
    // given
    enter(new Reply(202, "d1", SENT, 1));
    enter(new Reply(202, "torn", SENT, 1));
    tearLastLine();

    // when
    enter(new Reply(202, "d2", SENT, 1));
    enter(new Reply(202, "d3", SENT, 1));

    // then
    assertThat(Ledger.read(file))
        .extracting(Ledger.Entry::deliveryId)
        .containsExactly("d1", "d2", "d3");
  }

  @Test
  void severalThreadsMayEnterAtOnce() throws Exception {
    // when
    try (Ledger ledger = Ledger.open(file);
        ExecutorService senders = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 2_000; i++) {
        Reply reply = new Reply(202, "d" + i, SENT, 1);
        senders.submit(() -> ledger.enter(door(), BODY, reply));
      }
    }

    // then
    assertThat(Ledger.read(file))
        .extracting(Ledger.Entry::deliveryId)
        .hasSize(2_000)
        .doesNotHaveDuplicates();
  }

  private void enter(Reply reply) {
    try (Ledger ledger = Ledger.open(file)) {
      ledger.enter(door(), BODY, reply);
    }
  }

  private void tearLastLine() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 20));
  }

  private static Door door() {
    return new Door(
        "test",
        "test",
        "call",
        "/webhooks/test",
        Set.of("POST"),
        List.of(new Proof.None()),
        Answers.of(new Door.Answer(200, "text/plain", "")),
        Door.Terms.NONE,
        false,
        null,
        Set.of());
  }
}
