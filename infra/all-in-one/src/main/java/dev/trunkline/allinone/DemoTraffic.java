package dev.trunkline.allinone;

import dev.trunkline.load.Post;
import dev.trunkline.load.Repertoire;
import dev.trunkline.load.Reply;
import dev.trunkline.load.Sender;
import dev.trunkline.load.Signer;
import dev.trunkline.load.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the demo's vendors send: every sample once, out of order and some twice, one request with a
 * forged signature, then the same stories about new people, and now and then a call whose recording
 * is not there yet.
 */
final class DemoTraffic {

  private static final long BETWEEN_SAMPLES = TimeUnit.MILLISECONDS.toNanos(40);
  private static final long BETWEEN_STORIES = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int REPEATED_ONE_IN = 6;
  private static final int FORGED_ONE_IN = 20;
  private static final int UNRECORDED_FIRST = 3;
  private static final int UNRECORDED_ONE_IN = 8;

  private final Repertoire repertoire;
  private final Sender sender;
  private final Witness witness;
  private final Supplier<CompletableFuture<Reply>> unrecorded;
  private final Random random;
  private final Consumer<String> lines;
  private final Map<String, Tally> tallies = Collections.synchronizedMap(new TreeMap<>());

  /**
   * Traffic that has not begun.
   *
   * @param unrecorded reports a call whose recording will be looked for
   */
  DemoTraffic(
      Repertoire repertoire,
      Sender sender,
      Witness witness,
      Supplier<CompletableFuture<Reply>> unrecorded,
      Random random,
      Consumer<String> lines) {
    this.repertoire = repertoire;
    this.sender = sender;
    this.witness = witness;
    this.unrecorded = unrecorded;
    this.random = random;
    this.lines = lines;
  }

  /** What one source sent, and how it was answered. */
  record Tally(int sent, int kept, int refused, int unanswered) {
    Tally plus(Tally other) {
      return new Tally(
          sent + other.sent,
          kept + other.kept,
          refused + other.refused,
          unanswered + other.unanswered);
    }
  }

  /** Sends until told to stop; returns when everything sent is answered. */
  Map<String, Tally> run(BooleanSupplier goOn, int firstNumber) {
    List<CompletableFuture<?>> onTheWay = new ArrayList<>();
    for (int i = 0; i < UNRECORDED_FIRST; i++) {
      onTheWay.add(unrecorded.get().handle((reply, failure) -> told(reply)));
    }
    for (Story story : shuffledWithRepetitions()) {
      onTheWay.add(send(story, story.asTold()));
      LockSupport.parkNanos(BETWEEN_SAMPLES);
    }
    Set<String> forged = new HashSet<>();
    repertoire.stories().stream()
        .filter(story -> isSigned(story) && forged.add(story.door().source()))
        .forEach(story -> onTheWay.add(forge(story, story.asTold())));
    for (int number = firstNumber; goOn.getAsBoolean(); number++) {
      Story story = repertoire.stories().get(random.nextInt(repertoire.stories().size()));
      Post post = story.anew(number);
      onTheWay.add(send(story, post));
      if (random.nextInt(REPEATED_ONE_IN) == 0) {
        onTheWay.add(send(story, post));
      }
      if (isSigned(story) && random.nextInt(FORGED_ONE_IN) == 0) {
        onTheWay.add(forge(story, post));
      }
      if (number % UNRECORDED_ONE_IN == 0) {
        onTheWay.add(unrecorded.get().handle((reply, failure) -> told(reply)));
      }
      LockSupport.parkNanos(BETWEEN_STORIES);
    }
    CompletableFuture.allOf(onTheWay.toArray(CompletableFuture[]::new)).join();
    return Map.copyOf(tallies);
  }

  private List<Story> shuffledWithRepetitions() {
    List<Story> stories = new ArrayList<>(repertoire.stories());
    for (int i = 0; i < repertoire.stories().size(); i += REPEATED_ONE_IN) {
      stories.add(repertoire.stories().get(i));
    }
    Collections.shuffle(stories, random);
    return stories;
  }

  private CompletableFuture<?> send(Story story, Post post) {
    return sender
        .send(story.door(), post)
        .handle((reply, failure) -> answered(story, reply, failure));
  }

  private CompletableFuture<?> forge(Story story, Post post) {
    Map<String, String> proof = new HashMap<>(Signer.prove(story.door(), post.body()).headers());
    proof.replaceAll((header, value) -> flipped(value));
    return sender
        .send(story.door(), post, story.door().path(), proof)
        .handle(
            (reply, failure) -> {
              if (reply != null) {
                lines.accept(
                    "%-9s %-12s %d  forged proof -> rejected.v1, nothing kept"
                        .formatted("refused", story.door().source(), reply.status()));
              }
              return answered(story, reply, failure);
            });
  }

  /** The same length and alphabet, another last digit. */
  private static String flipped(String value) {
    char last = value.charAt(value.length() - 1);
    return value.substring(0, value.length() - 1) + (last == '0' ? '1' : '0');
  }

  private Tally answered(Story story, @Nullable Reply reply, @Nullable Throwable failure) {
    if (failure instanceof CompletionException e && e.getCause() instanceof Error error) {
      throw error;
    }
    Tally tally;
    if (reply == null) {
      tally = new Tally(1, 0, 0, 1);
    } else if (reply.acknowledged()) {
      witness.expect(story, reply);
      tally = new Tally(1, 1, 0, 0);
    } else {
      if (!story.isTaken()) {
        lines.accept(
            "%-9s %-12s %d  lacks what the door requires -> rejected.v1"
                .formatted("refused", story.door().source(), reply.status()));
      }
      tally = new Tally(1, 0, 1, 0);
    }
    return tallies.merge(story.door().source(), tally, Tally::plus);
  }

  private Tally told(@Nullable Reply reply) {
    boolean kept = reply != null && reply.acknowledged();
    Tally tally = new Tally(1, kept ? 1 : 0, reply != null && !kept ? 1 : 0, reply == null ? 1 : 0);
    return tallies.merge(DemoVendor.SOURCE, tally, Tally::plus);
  }

  private static boolean isSigned(Story story) {
    return !Signer.prove(story.door(), story.sample().body()).headers().isEmpty();
  }
}
