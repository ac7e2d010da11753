package dev.trunkline.gateway.diagnosis;

import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.PublicKeys;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.SignedRequest;
import dev.trunkline.vendors.SignedText;
import dev.trunkline.vendors.Signing;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what would have made a signature that came: first as the source says, then with one
 * thing changed, then with two, and three.
 */
final class Search {

  private static final int MOST_CHANGES = 3;

  /** Bytes that are summed up before it gives up: a few seconds. */
  private static final long MOST_BYTES = 1L << 30;

  private final RefusedRequest refused;
  private final Signing signing;
  private final List<Variant<Fits>> fits;
  private final List<Variant<byte[]>> bodies;
  private long bytes;

  /** Whether a signature is of a text, by one key and one sum. */
  private interface Fits {
    boolean of(Seen seen, List<byte[]> text);
  }

  /**
   * What was found.
   *
   * @param seen the signature
   * @param changes what must be otherwise for it to be right; empty: nothing
   */
  record Hit(Seen seen, List<Remark> changes) {}

  /**
   * A text that may have been signed.
   *
   * @param text its pieces
   */
  private record Message(List<byte[]> text, List<Remark> changes) {
    long length() {
      return text.stream().mapToLong(piece -> piece.length).sum() + 64;
    }
  }

  Search(
      RefusedRequest refused, Proof proof, Signing signing, KnownSecrets known, List<Secret> more) {
    this.refused = refused;
    this.signing = signing;
    this.fits = fits(refused, proof, known, more);
    this.bodies = refused.whole() ? Bodies.of(refused.body()) : List.of(Variant.same(new byte[0]));
  }

  /** The way with the fewest changes for any of the signatures; null: none was found. */
  @Nullable Hit find() {
    for (int changes = 0; changes <= MOST_CHANGES; changes++) {
      for (Message message : messages(changes)) {
        for (Variant<Fits> fit : fits) {
          if (fit.cost() + message.changes().size() != changes) {
            continue;
          }
          for (Seen seen : refused.clues().signatures()) {
            bytes += message.length();
            if (fit.value().of(seen, message.text())) {
              List<Remark> all = new ArrayList<>(fit.changes());
              all.addAll(message.changes());
              return new Hit(seen, all);
            }
          }
          if (bytes > MOST_BYTES) {
            return null;
          }
        }
      }
    }
    return null;
  }

  /** Whether there was more to try than it had patience for. */
  boolean gaveUp() {
    return bytes > MOST_BYTES;
  }

  private List<Message> messages(int most) {
    List<Message> messages = new ArrayList<>();
    Clues clues = refused.clues();
    for (Variant<SignedText> text : Texts.of(signing, clues)) {
      boolean form = text.value().pieces().contains(SignedText.Piece.FORM);
      for (Variant<String> time : Texts.times(text.value(), signing, clues)) {
        for (Variant<String> url : Texts.urls(text.value(), signing, clues)) {
          for (Variant<byte[]> body : form ? bodies.subList(0, 1) : bodies) {
            List<Remark> changes = new ArrayList<>(text.changes());
            changes.addAll(time.changes());
            changes.addAll(url.changes());
            changes.addAll(body.changes());
            if (changes.size() <= most) {
              SignedRequest request =
                  new SignedRequest(
                      "", refused.contentType(), time.value(), clues.id(), body.value());
              messages.add(new Message(request.bytes(text.value(), url.value()), changes));
            }
          }
        }
      }
    }
    return messages;
  }

  private static List<Variant<Fits>> fits(
      RefusedRequest refused, Proof proof, KnownSecrets known, List<Secret> more) {
    List<Variant<Fits>> fits = new ArrayList<>();
    for (Variant<PublicKey> key : publicKeys(proof, more)) {
      fits.add(
          new Variant<>(
              (seen, text) ->
                  seen.signature() != null
                      && Digests.verifies(
                          key.value(), text, HexFormat.of().parseHex(seen.signature())),
              key.changes()));
    }
    if (proof instanceof Proof.Ed25519) {
      return fits;
    }
    for (Variant<byte[]> key :
        Keys.of(proof, known, more, refused.source(), refused.receivedAt())) {
      for (Sum sum : Sum.values()) {
        Variant<Sum> how = sum.variant();
        List<Remark> changes = new ArrayList<>(key.changes());
        changes.addAll(how.changes());
        fits.add(
            new Variant<>(
                (seen, text) ->
                    seen.digest().equals(Digests.sha256(sum.of(seen.bytes(), key.value(), text))),
                changes));
      }
    }
    return fits;
  }

  private static List<Variant<PublicKey>> publicKeys(Proof proof, List<Secret> more) {
    List<Variant<PublicKey>> keys = new ArrayList<>();
    boolean open = proof instanceof Proof.Ed25519;
    for (Secret secret : proof.all()) {
      if (!secret.standsIn() && (open || secret.value().startsWith("whpk_"))) {
        keys.add(Variant.same(PublicKeys.ed25519(secret.value().replaceFirst("^whpk_", ""))));
      }
    }
    for (Secret secret : more) {
      try {
        keys.add(
            Variant.of(
                PublicKeys.ed25519(secret.value().replaceFirst("^whpk_", "")),
                "with key %s, which was named".formatted(secret.id()),
                "name it in the source's secrets"));
      } catch (IllegalArgumentException e) {
        // what is no public key is a shared one, and tried as that
      }
    }
    return keys;
  }
}
