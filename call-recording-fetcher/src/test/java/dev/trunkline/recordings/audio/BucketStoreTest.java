package dev.trunkline.recordings.audio;

import static dev.trunkline.recordings.audio.FilesystemStoreTest.keep;
import static dev.trunkline.recordings.audio.FilesystemStoreTest.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server of our own that speaks as much S3 as a store asks for. */
class BucketStoreTest {

  private static final Limits LIMITS = new Limits(100, 256L << 20, 0, 0, Duration.ofMinutes(10));
  private static final Map<String, String> ENVIRONMENT =
      Map.of("AUDIO_ACCESS", "test-access", "AUDIO_SECRET", "test-secret", "OTHER", "other");

  @TempDir Path folder;
  private S3Server server;

  @BeforeEach
  void start() throws IOException {
    server = new S3Server("audio");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRecordingIsFoundByItsDigest() throws Exception {
    byte[] sound = Bodies.wave(300_000);
    try (var store = store(server.endpoint(), "AUDIO_ACCESS")) {
      assertThat(store.has(sha256(sound))).isFalse();
      assertThat(store.open(sha256(sound))).isEmpty();

      Kept kept = keep(store, sound);

      String sha = sha256(sound);
      assertThat(kept).isEqualTo(new Kept.Stored(sha, sound.length, "audio/wav"));
      assertThat(server.objects)
          .containsOnlyKeys(
              "recordings/" + sha.substring(0, 2) + "/" + sha.substring(2, 4) + "/" + sha + ".wav");
      assertThat(server.objects.values()).allMatch(it -> it.type().equals("audio/wav"));
      assertThat(store.has(sha)).isTrue();
      try (InputStream read = store.open(sha).orElseThrow()) {
        assertThat(read).hasBinaryContent(sound);
      }
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void whatIsThereIsNotSentAgain() throws Exception {
    try (var store = store(server.endpoint(), "AUDIO_ACCESS")) {
      Kept first = keep(store, Bodies.mp3(10));
      Kept second = keep(store, Bodies.mp3(10));

      assertThat(second).isEqualTo(first).isInstanceOf(Kept.Stored.class);
      assertThat(server.puts).hasSize(1);
    }
  }

  @Test
  void noRecordingIsNotSent() throws Exception {
    try (var store = store(server.endpoint(), "AUDIO_ACCESS")) {
      assertThat(keep(store, Bodies.latin1("{\"success\":false}")))
          .isEqualTo(new Kept.Rejected(Unfit.JSON));
      assertThat(server.puts).isEmpty();
    }
  }

  @Test
  void whatIsDamagedOnItsWayIsNotKept() throws Exception {
    server.damage = true;
    try (var store = store(server.endpoint(), "AUDIO_ACCESS")) {
      assertThatThrownBy(() -> keep(store, Bodies.mp3(10)))
          .isInstanceOf(BucketUnreachable.class)
          .hasMessage("writing to bucket audio: status 400");
      assertThat(server.objects).isEmpty();
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void aBucketThatFailsIsAnExceptionAndNoAnswer() throws Exception {
    server.answerAll = 503;
    try (var store = store(server.endpoint(), "AUDIO_ACCESS")) {
      assertThatThrownBy(() -> keep(store, Bodies.mp3(10)))
          .isInstanceOf(BucketUnreachable.class)
          .hasMessage("asking bucket audio: status 503");
      assertThatThrownBy(() -> store.open(sha256(new byte[1])))
          .isInstanceOf(BucketUnreachable.class);
    }
  }

  @Test
  void aBucketThatIsClosedToUsIsNotTakenForAnEmptyOne() throws Exception {
    try (var store = store(server.endpoint(), "OTHER")) {
      assertThatThrownBy(() -> store.has(sha256(new byte[1])))
          .hasMessage("asking bucket audio: status 403");
    }
  }

  @Test
  void noServerIsAnException() throws Exception {
    URI gone = server.endpoint();
    server.close();
    try (var store = store(gone, "AUDIO_ACCESS")) {
      assertThatThrownBy(() -> keep(store, Bodies.mp3(10)))
          .hasMessage("asking bucket audio: no answer");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void anUnsetVariableIsToldByItsName() {
    assertThatThrownBy(() -> store(server.endpoint(), "NOT_SET"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("environment variable NOT_SET is not set");
  }

  private BucketStore store(URI endpoint, String accessKeyVariable) throws IOException {
    return new BucketStore(
        new BucketSettings(
            "audio", "recordings/", endpoint, "eu-test-1", true, accessKeyVariable, "AUDIO_SECRET"),
        folder,
        LIMITS,
        ENVIRONMENT::get);
  }
}
