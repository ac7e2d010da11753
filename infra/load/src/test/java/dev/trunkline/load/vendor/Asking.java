package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.util.Map;

/**
 * Asks fake vendors for their histories with all that they want to be shown.
 *
 * @param fake that is asked
 */
record Asking(FakeVendors fake, Client client) {

  private static final Credentials RIGHT = Credentials.usual();

  Asking(FakeVendors fake) {
    this(fake, new Client());
  }

  /** The answer to these parameters, the credentials aside. */
  HttpResponse<byte[]> ask(Visit.Door door, Map<String, String> parameters) throws Exception {
    String uri = fake.api(door) + "?" + Form.of(parameters);
    return switch (door) {
      case LOG, RECORDINGS -> client.get(uri + "&auth_token=" + Client.TOKEN);
      case KNOWLARITY ->
          client.get(
              uri,
              "x-api-key",
              RIGHT.knowlarityKey(),
              "authorization",
              RIGHT.knowlarityAuthorization());
      case ONECOM ->
          client.get(
              uri + "&reqtype=INFO&info=CDRS&format=csv&tenant=acme&key=" + RIGHT.onecomKey());
      case KNOWRITHM ->
          client.get(
              uri, "X-API-Key", RIGHT.knowrithmKey(), "X-API-Secret", RIGHT.knowrithmSecret());
      case AUDIO, MOVED, NONE -> throw new AssertionError("no history");
    };
  }

  String text(Visit.Door door, Map<String, String> parameters) throws Exception {
    return new String(ask(door, parameters).body(), UTF_8);
  }
}
