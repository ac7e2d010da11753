package dev.trunkline.allinone.drill;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Makes faults at a {@link Site}, and ends them. Several may hold at once; those of one target take
 * turns, and what strikes everything is alone.
 */
final class Chaos {

  private static final List<Duration> SKEWS =
      List.of(
          Duration.ofMinutes(10),
          Duration.ofMinutes(-10),
          Duration.ofDays(3),
          Duration.ofDays(-3),
          Duration.ofSeconds(2));
  private static final Duration DELAY = Duration.ofMillis(300);
  private static final int MIDWAY_BYTES = 20_000;

  private final Site site;
  private final Disk disk;
  private final Map<Target, Lock> turns = new ConcurrentHashMap<>();
  private final ReentrantReadWriteLock everything = new ReentrantReadWriteLock(true);

  Chaos(Site site, Disk disk) {
    this.site = site;
    this.disk = disk;
  }

  /** Makes it, and returns when it is over and what it struck is up again. */
  void make(Step step) throws InterruptedException {
    Lock turn =
        step.fault().target() == Target.EVERYTHING ? everything.writeLock() : everything.readLock();
    turn.lock();
    Lock own = turns.computeIfAbsent(step.fault().target(), target -> new ReentrantLock(true));
    own.lock();
    try {
      strike(step);
    } finally {
      own.unlock();
      turn.unlock();
    }
  }

  private void strike(Step step) throws InterruptedException {
    Target target = step.fault().target();
    Random random = new Random(step.seed());
    switch (step.fault().kind()) {
      case KILL -> kill(target, step.lasts());
      case KILL_STARTING -> killStarting(target, step.lasts().dividedBy(2));
      case END -> end(target);
      case FREEZE -> freeze(target, step.lasts());
      case CUT -> site.way(target).cut();
      case CUT_MIDWAY -> midway(target, step.lasts(), random);
      case STALL -> {
        site.way(target).stall();
        last(step.lasts());
        site.way(target).flow();
      }
      case SLOW -> {
        site.way(target).slow(DELAY);
        last(step.lasts());
        site.way(target).flow();
      }
      case SKEW_CLOCK -> skew(target, step.lasts(), random);
      case FAIL_SYNC -> failSync(target, step.lasts());
      case FILL_DISK -> fillDisk(step.lasts());
      case CUT_POWER -> cutPower(random);
    }
  }

  private void kill(Target target, Duration lasts) throws InterruptedException {
    if (target == Target.EVERYTHING) {
      killEverything();
      last(lasts);
      site.up();
      return;
    }
    ProcessHandle process = site.awaitReady(target);
    site.process(target).down();
    Signals.kill(process);
    last(lasts);
    site.process(target).up();
    site.awaitReady(target);
  }

  private void killStarting(Target target, Duration after) throws InterruptedException {
    ProcessHandle process = site.awaitReady(target);
    Signals.kill(process);
    ProcessHandle next = site.process(target).awaitNext(process);
    last(after);
    Signals.kill(next); // of a quick machine it is ready by now: a kill like another
    site.awaitReady(target);
  }

  private void killEverything() throws InterruptedException {
    site.awaitReady();
    site.down();
    List<ProcessHandle> all = site.running();
    all.forEach(Signals::freeze);
    all.forEach(Signals::kill);
  }

  private void end(Target target) throws InterruptedException {
    ProcessHandle process = site.awaitReady(target);
    if (target == Target.POSTGRES) {
      // SIGINT: clients are disconnected, all is on disk.
      Shell.succeeds("kill", "-INT", Long.toString(process.pid()));
    } else {
      Signals.end(process);
    }
    process.onExit().join();
    site.awaitReady(target);
  }

  private void endNow(Target target) throws InterruptedException {
    ProcessHandle process = site.awaitReady(target);
    Signals.end(process);
    process.onExit().join();
  }

  private void freeze(Target target, Duration lasts) throws InterruptedException {
    ProcessHandle process = site.awaitReady(target);
    Signals.freeze(process);
    last(lasts);
    Signals.thaw(process);
  }

  private void midway(Target target, Duration lasts, Random random) throws InterruptedException {
    site.way(target).cutAfter(random.nextInt(MIDWAY_BYTES));
    last(lasts);
    site.way(target).flow();
  }

  private void skew(Target target, Duration lasts, Random random) throws InterruptedException {
    site.clock(target, SKEWS.get(random.nextInt(SKEWS.size())));
    kill(target, Duration.ZERO);
    last(lasts);
    site.clock(target, Duration.ZERO);
    kill(target, Duration.ZERO);
  }

  private void failSync(Target target, Duration lasts) throws InterruptedException {
    SyncFailure failure = SyncFailure.of(site.awaitReady(target));
    try {
      last(lasts);
    } finally {
      failure.close();
    }
    site.awaitReady(target);
  }

  private void fillDisk(Duration lasts) throws InterruptedException {
    disk.fill();
    last(lasts);
    disk.free();
    site.awaitReady();
  }

  private void cutPower(Random random) throws InterruptedException {
    site.awaitReady();
    site.down();
    if (random.nextBoolean()) {
      // What a clean stop says must be as true after a power cut as what is acknowledged.
      endNow(Target.BROKER);
    }
    List<ProcessHandle> all = site.running();
    all.forEach(Signals::freeze);
    disk.remember(random);
    all.forEach(Signals::kill);
    disk.fallBack();
    site.up();
  }

  private static void last(Duration lasts) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(lasts.toMillis());
  }
}
