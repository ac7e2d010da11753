package dev.trunkline.store;

import dev.trunkline.canonical.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The index of the dead letters. Nothing of it is ever deleted: a letter is open until it is found
 * resolved or superseded, or somebody discards it.
 */
public final class Letters {

  private final Jdbi jdbi;

  Letters(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * What is open.
   *
   * @param groups of one cause each
   */
  public record Open(long letters, long groups) {}

  /**
   * A delivery with open letters of the normalizer's.
   *
   * @param delivery null where its payload is not in the archive
   * @param indexes of its elements that have one
   * @param groups of these letters, in the same order
   */
  public record Filed(
      String deliveryId, @Nullable Delivery delivery, List<Integer> indexes, List<String> groups) {

    /** Copies the lists. */
    public Filed {
      indexes = List.copyOf(indexes);
      groups = List.copyOf(groups);
    }
  }

  /**
   * Keeps letters; those that are there already stay as they are.
   *
   * @return how many were new
   * @throws org.jdbi.v3.core.JdbiException with the {@link java.sql.SQLException} as its cause
   */
  public int keep(List<KeptLetter> letters) {
    return letters.isEmpty()
        ? 0
        : jdbi.inTransaction(
            TransactionIsolationLevel.READ_COMMITTED,
            handle -> new LetterIndex(handle).add(letters));
  }

  /**
   * Closes the letters that a replay, a write or another letter has ended meanwhile; to be called
   * before asking what is open.
   *
   * @return how many that were
   */
  public int settle() {
    return jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, LetterEnds::find);
  }

  /** Open letters by cause, the largest group first. */
  public List<LetterGroup> groups(LetterScope scope, int limit) {
    return jdbi.withHandle(handle -> new LetterQuestions(handle).groups(scope, limit));
  }

  /** How much is open. */
  public Open open(LetterScope scope) {
    return jdbi.withHandle(handle -> new LetterQuestions(handle).open(scope));
  }

  /** Letters, the newest first. */
  public List<Letter> newest(LetterScope scope, boolean closedToo, int limit) {
    return jdbi.withHandle(
        handle -> new LetterQuestions(handle).letters(scope, closedToo, true, limit));
  }

  /** Letters, the oldest first. */
  public List<Letter> oldest(LetterScope scope, boolean closedToo, int limit) {
    return jdbi.withHandle(
        handle -> new LetterQuestions(handle).letters(scope, closedToo, false, limit));
  }

  /** A letter's bytes; empty where the index has no such letter. */
  public Optional<byte[]> body(LetterPlace place) {
    return jdbi.withHandle(handle -> new LetterQuestions(handle).body(place));
  }

  /**
   * Gives every delivery with open letters of the normalizer's, by its id, a few at a time in
   * memory, in one snapshot.
   *
   * @param limit most deliveries
   */
  public void filed(LetterScope scope, int limit, Consumer<Filed> each) {
    jdbi.useTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          handle.execute("set transaction read only");
          new LetterQuestions(handle).filed(scope, limit, each);
        });
  }

  /**
   * Closes open letters for good.
   *
   * @return how many that were
   */
  public int discard(LetterScope scope, LetterAct act) {
    return jdbi.withHandle(handle -> new LetterActs(handle).discard(scope, act));
  }

  /** Marks letters as resolved by hand, those that are not closed in another way. */
  public int resolve(List<LetterPlace> places, LetterAct act) {
    return jdbi.withHandle(
        handle -> new LetterActs(handle).resolve(LetterScope.places(places), act));
  }

  /** One more attempt at a letter has failed, and it stands where it stood. */
  public void failedAgain(LetterPlace place) {
    jdbi.useHandle(
        handle -> new LetterActs(handle).failedAgain(LetterScope.places(List.of(place))));
  }

  /**
   * Whether every one of these deliveries has been processed by this replay, or a later one.
   *
   * @return how many have
   */
  public int processed(List<String> deliveries, String replayId) {
    return jdbi.withHandle(handle -> new LetterActs(handle).processed(deliveries, replayId));
  }

  /**
   * What an operator did.
   *
   * @param by who
   * @param why in their words
   */
  public record LetterAct(Instant at, String by, String why) {}
}
