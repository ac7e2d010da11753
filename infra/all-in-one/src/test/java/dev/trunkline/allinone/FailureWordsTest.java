package dev.trunkline.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every message that ends a command says what to try, not only what is wrong. */
class FailureWordsTest {

  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  /**
   * After what is wrong comes what to do: behind a semicolon or a colon, or as the words that a
   * call wants.
   */
  private static final Pattern CURED =
      Pattern.compile(
          "; \\S|: run |: between |: trunkline |--\\S+.* (is|are|go|goes|wants|names|must|do)\\b"
              + "|\\bwants? (a|an|ids)\\b|^(say|name) |see:");

  static Stream<String> messages() throws IOException {
    List<String> messages = new ArrayList<>();
    for (Path room : List.of(Path.of("..", "workbench"), Path.of("."))) {
      try (Stream<Path> files = Files.walk(room.resolve("src/main/java"))) {
        for (Path file :
            files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
          of(Files.readString(file))
              .forEach(text -> messages.add(file.getFileName() + ": " + text));
        }
      }
    }
    return messages.stream();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aFailureSaysWhatToTry(String message) {
    assertThat(message.substring(message.indexOf(": ") + 2)).containsPattern(CURED);
  }

  @Test
  void manyAreLookedAt() throws IOException {
    assertThat(messages()).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no such call: a, b", "the file cannot be read", "failed: why"})
  void aMessageWithoutACureWouldBeSeen(String message) {
    assertThat(message).doesNotContainPattern(CURED);
  }

  /** The texts of each; what comes from elsewhere alone has none. */
  private static List<String> of(String source) {
    List<String> messages = new ArrayList<>();
    Matcher begins = Pattern.compile("new CommandFailure\\(").matcher(source);
    while (begins.find()) {
      String call = source.substring(begins.end(), end(source, begins.end()));
      String texts =
          TEXT.matcher(call).results().map(text -> text.group(1)).collect(Collectors.joining("…"));
      if (!texts.isEmpty()) {
        messages.add(texts);
      }
    }
    return messages;
  }

  /** Where the bracket closes that is open here. */
  private static int end(String source, int from) {
    int depth = 1;
    boolean inText = false;
    int at = from;
    while (depth > 0) {
      char c = source.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '"') {
        inText = !inText;
      } else if (!inText && c == '(') {
        depth++;
      } else if (!inText && c == ')') {
        depth--;
      }
      at++;
    }
    return at - 1;
  }
}
