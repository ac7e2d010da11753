package dev.trunkline.allinone.drill;

import java.util.ArrayList;
import java.util.List;

/** What is done to a process and all it started. */
final class Signals {

  private Signals() {}

  /** SIGSTOP. */
  static void freeze(ProcessHandle process) {
    send("-STOP", family(process));
  }

  /** SIGCONT. */
  static void thaw(ProcessHandle process) {
    send("-CONT", family(process));
  }

  /** SIGKILL; returns when all have ended. */
  static void kill(ProcessHandle process) {
    List<ProcessHandle> all = family(process);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
  }

  /** SIGTERM to the process itself. */
  static void end(ProcessHandle process) {
    process.destroy();
  }

  private static List<ProcessHandle> family(ProcessHandle process) {
    List<ProcessHandle> all = new ArrayList<>(List.of(process));
    process.descendants().forEach(all::add);
    return all;
  }

  private static void send(String signal, List<ProcessHandle> processes) {
    List<String> words = new ArrayList<>(List.of("kill", signal));
    processes.forEach(process -> words.add(Long.toString(process.pid())));
    // One that has ended meanwhile is no failure.
    Shell.succeeds(words.toArray(String[]::new));
  }
}
