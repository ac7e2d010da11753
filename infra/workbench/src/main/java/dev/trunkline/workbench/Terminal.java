package dev.trunkline.workbench;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person at a terminal, who sees what is printed and can be asked. */
interface Terminal {

  /** The answer to a question; empty where there is none, null where no answer will come. */
  @Nullable String ask(String question);

  /** The answer to a question, not shown while it is typed. */
  @Nullable String askHidden(String question);

  /** The one that this process was started at; nothing where it runs without. */
  static Optional<Terminal> here() {
    return Optional.ofNullable(System.console()).filter(Terminal::isTerminal).map(Terminal::at);
  }

  private static Terminal at(Console console) {
    return new Terminal() {
      @Override
      public @Nullable String ask(String question) {
        return console.readLine("%s", question);
      }

      @Override
      public @Nullable String askHidden(String question) {
        char[] typed = console.readPassword("%s", question);
        return typed == null ? null : new String(typed);
      }
    };
  }

  /** Since Java 22 there is a console without a terminal too, and it says so. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
