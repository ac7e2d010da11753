package dev.trunkline.gateway;

import dev.trunkline.vendors.SignedRequest;
import dev.trunkline.vendors.Signing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request offers as its signature. */
sealed interface Offer {

  /** Nothing. */
  record Nothing() implements Offer {}

  /** Something that can be read in two ways. */
  record Twice() implements Offer {}

  /** Not what the scheme says. */
  record Unreadable() implements Offer {}

  /**
   * Signatures, any of which may fit.
   *
   * @param signatures as they stand there, prefix included; at least one
   * @param request what they are said to be of
   */
  record Made(List<String> signatures, SignedRequest request) implements Offer {}

  /** Reads what the scheme says where it says it. */
  static Offer of(Signing signing, Claim claim) {
    List<String> values = claim.headers().apply(signing.header());
    if (values.size() > 1) {
      return new Twice();
    }
    if (values.isEmpty() || values.getFirst().isEmpty()) {
      return new Nothing();
    }
    List<String> signatures =
        signing.element() == null
            ? List.of(values.getFirst())
            : elements(values.getFirst(), signing.element());
    List<String> times = times(signing, values.getFirst(), claim);
    List<String> ids =
        signing.idHeader() == null ? List.of() : claim.headers().apply(signing.idHeader());
    if (times.size() > 1 || ids.size() > 1) {
      return new Twice();
    }
    if (signatures.isEmpty()
        || (signing.stamp() != null && times.isEmpty())
        || (signing.idHeader() != null && ids.isEmpty())) {
      return new Unreadable();
    }
    return new Made(signatures, request(claim, first(times), first(ids)));
  }

  /** The pieces of a request. */
  static SignedRequest request(Claim claim, @Nullable String time, @Nullable String id) {
    return new SignedRequest(claim.target(), claim.single("content-type"), time, id, claim.body());
  }

  private static List<String> times(Signing signing, String header, Claim claim) {
    Signing.Stamp stamp = signing.stamp();
    if (stamp == null) {
      return List.of();
    }
    return stamp.element() != null
        ? elements(header, stamp.element())
        : claim.headers().apply(String.valueOf(stamp.header()));
  }

  private static List<String> elements(String header, String key) {
    List<String> values = new ArrayList<>();
    for (String element : header.split(",", -1)) {
      String trimmed = element.strip();
      if (trimmed.startsWith(key + "=")) {
        values.add(trimmed.substring(key.length() + 1));
      }
    }
    return values;
  }

  private static @Nullable String first(List<String> values) {
    return values.isEmpty() ? null : values.getFirst();
  }
}
