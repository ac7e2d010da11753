package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.load.Ledger;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Public links as Convoso makes them, each with a token of its own. Safe for several threads. */
final class Links {

  static final String PATH = "/play-recording-public/";

  private static final Pattern RECORDING = Pattern.compile("\"recording_id\":\"(\\d+)\"");

  /**
   * A link that was made.
   *
   * @param number of the recording's links, from 1
   */
  record Made(String recordingId, int number, Instant at) {}

  private final Map<String, Made> byToken = new ConcurrentHashMap<>();
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

  String make(URI base, String recordingId, Instant now) {
    int number = numbers.merge(recordingId, 1, Integer::sum);
    String token = Ledger.sha256((recordingId + "/" + number).getBytes(UTF_8)).substring(0, 32);
    byToken.put(token, new Made(recordingId, number, now));
    String id = "{\"account_id\":0,\"recording_id\":\"" + recordingId + "\"}";
    String encoded = URLEncoder.encode(id, UTF_8);
    return base
        + PATH
        + Base64.getEncoder().encodeToString(encoded.getBytes(UTF_8))
        + "?rlt="
        + token;
  }

  /** The link with this token, if it was made for this recording. */
  @Nullable Made made(String recordingId, @Nullable String token) {
    Made made = token == null ? null : byToken.get(token);
    return made != null && made.recordingId().equals(recordingId) ? made : null;
  }

  /** The recording that the path of a link names, or null. */
  static @Nullable String recording(String path) {
    try {
      byte[] encoded = Base64.getDecoder().decode(path.substring(PATH.length()));
      Matcher id = RECORDING.matcher(URLDecoder.decode(new String(encoded, UTF_8), UTF_8));
      return id.find() ? id.group(1) : null;
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }
}
