package dev.trunkline.workbench;

import dev.trunkline.store.Who;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an operator names the person to be erased. */
final class EraseChoice {

  private static final Pattern E164 = Pattern.compile("[+][1-9][0-9]{6,14}");

  @Option(names = "--phone", paramLabel = "E164", description = "whoever has this number")
  @Nullable String phone;

  @Option(names = "--email", paramLabel = "ADDRESS", description = "whoever has this address")
  @Nullable String email;

  @Option(names = "--lead", paramLabel = "ID", description = "this person, by lead_id or an alias")
  @Nullable String lead;

  /** Whether nobody was named. */
  boolean isEmpty() {
    return phone == null && email == null && lead == null;
  }

  /**
   * Who is meant. Messages do not repeat what was given: it is what has to be forgotten.
   *
   * @throws CommandFailure where it cannot be told
   */
  Who who() {
    if (Stream.of(phone == null, email == null, lead == null).filter(none -> !none).count() != 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "name the person: one of --phone E164, --email ADDRESS and --lead ID");
    }
    if (phone != null) {
      if (!E164.matcher(phone).matches()) {
        throw new CommandFailure(
            ExitCode.USAGE, "--phone wants E.164: + and the country first, digits only");
      }
      return new Who.Phone(phone);
    }
    if (email != null) {
      if (email.length() > 254
          || email.indexOf('@') < 1
          || email.indexOf('@') > email.length() - 2) {
        throw new CommandFailure(ExitCode.USAGE, "--email wants an address: name@domain");
      }
      return new Who.Email(email);
    }
    if (!ReplaySelection.isId(String.valueOf(lead))) {
      throw new CommandFailure(ExitCode.USAGE, "--lead wants a lead_id, which is a UUID");
    }
    return new Who.Lead(String.valueOf(lead));
  }
}
