package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Member} in a process of its own, which can be held at a place, frozen and thawed. */
final class MemberProcess implements AutoCloseable {

  private static final Set<String> WORDS = Set.of("running", "held");

  private final Process process;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private MemberProcess(Process process) {
    this.process = process;
    // Its log goes the same way.
    Thread.ofVirtual()
        .start(() -> process.inputReader(UTF_8).lines().filter(WORDS::contains).forEach(said::add));
  }

  /**
   * Starts one and waits until it runs.
   *
   * @param log where it says what else it has to say
   */
  static MemberProcess start(Member.Place place, int instance, Path log)
      throws IOException, InterruptedException {
    MemberProcess member =
        new MemberProcess(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx384m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Duser.timezone=UTC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    MemberProcess.class.getName(),
                    place.bootstrapServers(),
                    place.jdbcUrl(),
                    place.user(),
                    place.password(),
                    Integer.toString(instance))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    member.await("running");
    return member;
  }

  /** It waits at this place as soon as it comes there, after so many passed. */
  void hold(String place, int passes) throws IOException {
    tell("hold %s %d".formatted(place, passes));
  }

  /** Returns when it waits. */
  void awaitHeld() throws InterruptedException {
    await("held");
  }

  /** SIGSTOP: it does nothing more, heartbeats included. */
  void freeze() throws Exception {
    signal("-STOP");
  }

  /** SIGCONT, and what was held goes on. */
  void goOn() throws Exception {
    signal("-CONT");
    tell("go");
  }

  /** SIGKILL. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void tell(String words) throws IOException {
    process.getOutputStream().write((words + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  private void await(String word) throws InterruptedException {
    assertThat(said.poll(90, TimeUnit.SECONDS)).as("what it says; see its log").isEqualTo(word);
  }

  private void signal(String name) throws Exception {
    Process kill =
        new ProcessBuilder("kill", name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  public static void main(String[] arguments) throws IOException {
    Hold hold = new Hold();
    Member.Place place = new Member.Place(arguments[0], arguments[1], arguments[2], arguments[3]);
    try (Member member = Member.start(place, Integer.parseInt(arguments[4]), hold)) {
      System.out.println("running");
      BufferedReader told = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      // Ends with the test, should that be killed itself.
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("hold")) {
          hold.arm(words[1], Integer.parseInt(words[2]), () -> System.out.println("held"));
        } else {
          hold.release();
        }
      }
    }
  }
}
