package dev.trunkline.allinone.drill;

import dev.trunkline.load.Post;
import dev.trunkline.load.Repertoire;
import dev.trunkline.load.Reply;
import dev.trunkline.load.Sender;
import dev.trunkline.load.Story;
import dev.trunkline.vendors.Definitions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What vendors send while things go wrong: stories about new people at a steady pace, some of them
 * twice, calls whose recordings are to be found, and once more, as some vendors do, what was not
 * answered well.
 */
final class Load {

  private static final int AT_ONCE = 256;
  private static final int REPEATED_ONE_IN = 8;
  private static final int RECORDED_ONE_IN = 20;
  private static final int TRIES = 3;
  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final List<Story> stories;
  private final Sender sender;
  private final Supplier<CompletableFuture<Reply>> recorded;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final AtomicInteger sent = new AtomicInteger();
  private int number;

  /**
   * Load that has not begun.
   *
   * @param recorded reports a call whose recording will be looked for
   */
  Load(Definitions definitions, Sender sender, Supplier<CompletableFuture<Reply>> recorded) {
    this.stories = Repertoire.of(definitions.vendors(), definitions.sources()).stories();
    this.sender = sender;
    this.recorded = recorded;
  }

  /**
   * Sends until told to stop; returns when everything sent is answered, or given up.
   *
   * @param perSecond requests, at least 1
   * @param random which, and which of them twice
   */
  void run(int perSecond, Random random, BooleanSupplier goOn) {
    long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long next = System.nanoTime();
    while (goOn.getAsBoolean()) {
      number++;
      next = Math.max(next + pause, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
      LockSupport.parkNanos(next - System.nanoTime());
      Story story = stories.get(random.nextInt(stories.size()));
      Post post = story.anew(number);
      send(() -> sender.send(story.door(), post), TRIES);
      if (random.nextInt(REPEATED_ONE_IN) == 0) {
        send(() -> sender.send(story.door(), post), TRIES);
      }
      if (number % RECORDED_ONE_IN == 0) {
        send(recorded, 1);
      }
    }
    room.acquireUninterruptibly(AT_ONCE);
    room.release(AT_ONCE);
  }

  /** How many requests so far. */
  int sent() {
    return sent.get();
  }

  private void send(Supplier<CompletableFuture<Reply>> request, int tries) {
    room.acquireUninterruptibly();
    attempt(request, tries);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // whatever comes of it, the callback hears
  private void attempt(Supplier<CompletableFuture<Reply>> request, int tries) {
    sent.incrementAndGet();
    request
        .get()
        .whenComplete(
            (reply, failure) -> {
              boolean answered = reply != null && reply.status() < 500;
              if (answered || tries == 1) {
                room.release();
              } else {
                LATER.execute(() -> attempt(request, tries - 1));
              }
            });
  }
}
