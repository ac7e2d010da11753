package dev.trunkline.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Vendors to try things with. */
class VendorsFakeCommandTest {

  private static final Pattern WORD = Pattern.compile("(-H|--data-urlencode|-d)? ?'([^']*)'");

  @Test
  void everyLineToTryGivesCallsOrLeads() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VendorsFakeCommand command =
        new VendorsFakeCommand(new PrintStream(out, true, UTF_8), Clock.systemUTC());
    Thread running =
        Thread.startVirtualThread(
            () -> new CommandLine(command).execute("--calls", "60", "--seconds", "600"));
    try {
      await().until(() -> out.toString(UTF_8).contains("/lead/company?"));

      List<String> answers = new ArrayList<>();
      for (String line : out.toString(UTF_8).lines().toList()) {
        if (line.strip().startsWith("curl ")) {
          answers.add(asShown(line));
        }
      }

      assertThat(answers).hasSize(4);
      assertThat(answers.get(0)).contains("\"success\":true", "\"call_date\"");
      assertThat(answers.get(1)).contains("\"total_count\"", "\"uuid\"");
      assertThat(answers.get(2)).startsWith("accountcode,").contains("pbx24-");
      assertThat(answers.get(3)).contains("\"items\":[{");
    } finally {
      running.interrupt();
    }
    assertThat(running.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void itEndsByItselfWhenItIsToldTo() {
    Shell shell =
        Shell.run(out -> new VendorsFakeCommand(out, Clock.systemUTC()), "--seconds", "1");

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out()).contains("200 calls and leads of the last 24 hours, 2 more a minute");
  }

  @Test
  void aPortThatIsTakenIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      Shell shell =
          Shell.run(out -> new VendorsFakeCommand(out, Clock.systemUTC()), "--port", port);

      assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(shell.err()).contains("port " + port);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port", "--calls", "--hours", "--per-minute", "--seconds"})
  void numbersThatCannotBeAreRefused(String option) {
    Shell shell = Shell.run(out -> new VendorsFakeCommand(out, Clock.systemUTC()), option, "-1");

    assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(shell.err()).contains(option + ": between");
  }

  /** Does what {@code curl} would. */
  private static String asShown(String line) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(10));
    String uri = "";
    Matcher words = WORD.matcher(line);
    while (words.find()) {
      String word = words.group(2);
      if (words.group(1) == null) {
        uri = word;
      } else if (words.group(1).equals("-H")) {
        int colon = word.indexOf(": ");
        request.header(word.substring(0, colon), word.substring(colon + 2));
      } else {
        int equals = word.indexOf('=');
        uri += uri.contains("?") ? "&" : "?";
        uri += word.substring(0, equals + 1) + URLEncoder.encode(word.substring(equals + 1), UTF_8);
      }
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.uri(URI.create(uri)).build(), BodyHandlers.ofString()).body();
    }
  }
}
