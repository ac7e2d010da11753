package dev.trunkline.gateway;

import dev.trunkline.vendors.Handshake;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request that asks whether a door is ours is told. Pure. */
sealed interface Greeting {

  /** Longest text that is sent back. */
  int LONGEST = 512;

  /** Back what was sent, as plain text. */
  record Text(String text) implements Greeting {}

  /** Back what was sent, in its header. */
  record Header(String name, String value) implements Greeting {}

  /** What it says is not what the handshake needs, or could not be sent back. */
  record Unfit() implements Greeting {}

  /** It does not know the token. */
  record Stranger(Verdict verdict) implements Greeting {}

  /**
   * The answer to a handshake; null if the request is none.
   *
   * @param method upper case
   */
  static @Nullable Greeting of(Handshake handshake, String method, Claim claim) {
    return switch (handshake) {
      case Handshake.EchoHeader(String header) -> {
        List<String> values = claim.headers().apply(header);
        yield values.isEmpty() || claim.body().length > 0
            ? null
            : values.size() == 1 && fits(values.getFirst())
                ? new Header(header, values.getFirst())
                : new Unfit();
      }
      case Handshake.Challenge(String parameter) ->
          isAsked(method, claim.query(), parameter) ? back(claim.query(), parameter) : null;
      case Handshake.Subscription asked -> {
        if (!isAsked(method, claim.query(), "hub.challenge")) {
          yield null;
        }
        Verdict verdict = Doorkeeper.token(asked, claim);
        yield !(verdict instanceof Verdict.Genuine)
            ? new Stranger(verdict)
            : Query.values(claim.query(), "hub.mode").equals(List.of("subscribe"))
                ? back(claim.query(), "hub.challenge")
                : new Unfit();
      }
    };
  }

  /** Whether a request is a handshake that a {@code GET} asks for, by its query alone. */
  static boolean isAsked(@Nullable Handshake handshake, String method, @Nullable String query) {
    return switch (handshake) {
      case null -> false;
      case Handshake.EchoHeader elsewhere -> false;
      case Handshake.Challenge(String parameter) -> isAsked(method, query, parameter);
      case Handshake.Subscription asked -> isAsked(method, query, "hub.challenge");
    };
  }

  private static boolean isAsked(String method, @Nullable String query, String parameter) {
    return method.equals("GET") && !Query.values(query, parameter).isEmpty();
  }

  private static Greeting back(@Nullable String query, String parameter) {
    List<String> values = Query.values(query, parameter);
    String text = Query.unescaped(values.getFirst());
    return values.size() == 1 && fits(text) ? new Text(text) : new Unfit();
  }

  /** Printable ASCII only: what is sent back is nobody's page and breaks no line. */
  private static boolean fits(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && StandardCharsets.US_ASCII.newEncoder().canEncode(text)
        && text.chars().allMatch(c -> c >= ' ' && c < 127);
  }
}
