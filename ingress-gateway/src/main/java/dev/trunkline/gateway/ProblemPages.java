package dev.trunkline.gateway;

import dev.trunkline.vendors.Door;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each refusal means and what its sender should do, for a vendor's engineer who sees the
 * answer and nothing else. Constant: a page says nothing of any request.
 */
final class ProblemPages {

  /** The methods that a page takes, as {@code Allow} says them. */
  static final String ALLOW = "GET, HEAD";

  private static final String FOLDER = "/problems";

  private static final Map<String, Door.Answer> PAGES =
      Arrays.stream(Refusal.values())
          .collect(Collectors.toUnmodifiableMap(ProblemPages::path, ProblemPages::page));

  private ProblemPages() {}

  /** Where the refusal is explained, on the port that refused. */
  static String path(Refusal refusal) {
    return FOLDER + "/" + refusal.code();
  }

  /** The page at this path; null: there is none. */
  static Door.@Nullable Answer at(String path) {
    return PAGES.get(path);
  }

  /** Whether the path is kept for pages, so that no door may have it. */
  static boolean reserves(String path) {
    return path.equals(FOLDER) || path.startsWith(FOLDER + "/");
  }

  private static Door.Answer page(Refusal refusal) {
    return new Door.Answer(
        200,
        "text/plain; charset=utf-8",
        """
        %s (status %d, unless the sender's own guide says another)

        What it means: %s
        What to do: %s
        """
            .formatted(refusal.code(), refusal.status(), refusal.title(), cure(refusal).strip()));
  }

  /** What helps the sender, in words that fit every vendor. */
  private static String cure(Refusal refusal) {
    return switch (refusal) {
      case MALFORMED ->
          """
          look at the request as it leaves your network. Each header that proves the sender
          stands there once, as do Host and Content-Length; a body has a length or is chunked, not both.
          """;
      case MALFORMED_BODY ->
          """
          send what the Content-Type says: JSON in UTF-8, or a form. A compressed body must be
          whole. Sending the same bytes again is refused again.
          """;
      case MISSING_FIELDS ->
          """
          compare the names of the fields with the setup sheet. Where they can be chosen in a
          dashboard, they may have been renamed. Then send it again.
          """;
      case UNFIT ->
          """
          see which parameters your guide and the setup sheet name for this address; an operator
          with a token finds the field in "detail".
          """;
      case NO_PROOF ->
          """
          switch signing on, or fill in the key, user or token of the setup sheet, exactly under
          the names it gives. A proxy on the way must let these headers through. Then send it again.
          """;
      case WRONG_PROOF ->
          """
          compare secret and algorithm with the setup sheet. A signature is of the very bytes
          that are sent: sign last, change nothing after. If a time is signed, set your clock (NTP).
          Ask us for the reason if all that fits: the request is kept for a few days.
          """;
      case NO_OPERATOR ->
          """
          nothing, if you are a vendor: this address is for whoever runs this system, who finds
          what is missing under "Ask for history" in the runbook.
          """;
      case NO_SUCH_DOOR ->
          """
          compare the address with the setup sheet, letter by letter: case counts, and nothing is
          decoded. A secret that is part of the address must be whole.
          """;
      case METHOD_NOT_ALLOWED ->
          """
          use a method that the answer's Allow header names; deliveries are sent by POST, unless
          the setup sheet says otherwise.
          """;
      case TOO_SLOW ->
          """
          send the body at once, within ten seconds of its headers. Then send it again; if that
          goes on, look at the network in between.
          """;
      case NOT_PULLED ->
          """
          nothing, if you are a vendor. Whoever runs this system finds the reason in "detail".
          """;
      case TOO_LARGE ->
          """
          send fewer records at a time. The limit is usually 1 MiB, and of a compressed body what
          it holds counts.
          """;
      case URI_TOO_LONG ->
          """
          send in the body what stands in the query. The request line may have 4 KiB.
          """;
      case UNSUPPORTED_ENCODING ->
          """
          send the body uncompressed, or ask us to take your Content-Encoding at this address.
          """;
      case EXPECTATION_FAILED ->
          """
          leave the Expect header out, or expect 100-continue.
          """;
      case RATE_LIMITED ->
          """
          wait as many seconds as Retry-After says, then send it again: it was not kept. If your
          usual traffic is refused so, ask us for a higher rate.
          """;
      case TOO_MANY_FAILURES ->
          """
          first mend what the earlier answers said (no-proof or wrong-proof); requests with a
          valid proof are taken from the same address all the time. Wait for Retry-After before you try again.
          """;
      case HEADERS_TOO_LARGE ->
          """
          send fewer headers, or shorter ones: all of them together may have 8 KiB.
          """;
      case UNAVAILABLE ->
          """
          send the same delivery again, after as many seconds as Retry-After says, and go on until
          it is taken. The fault is ours, and a delivery that comes twice is counted once.
          """;
    };
  }
}
