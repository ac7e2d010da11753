package dev.trunkline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who Postgres' programs run as: Postgres refuses to run as root. */
sealed interface RunAs {

  /** We are not root. */
  record Ourselves() implements RunAs {}

  /**
   * We are root: in a user namespace of its own the program is nobody to itself, and root to the
   * file system.
   */
  record Namespace() implements RunAs {}

  /**
   * We are root, and namespaces are denied or the data is somebody's: that user, who must own the
   * files.
   */
  record Other(int uid, int gid) implements RunAs {}

  /** The words that run a program as this user; the process id stays that of the program. */
  default List<String> words(List<String> program) {
    List<String> words =
        new ArrayList<>(
            switch (this) {
              case Ourselves() -> List.<String>of();
              case Namespace() -> List.of("unshare", "--user");
              case Other(int uid, int gid) ->
                  List.of("setpriv", "--reuid", "" + uid, "--regid", "" + gid, "--clear-groups");
            });
    words.addAll(program);
    return words;
  }

  /** Makes {@code folder} with all that is in it this user's own. */
  default void own(Path folder) throws IOException {
    if (this instanceof Other(int uid, int gid)) {
      Folders.give(folder, uid, gid);
    }
  }

  /**
   * The best way on this machine.
   *
   * @param folder an existing folder that the data is or will be in; its owner is taken where it is
   *     not root
   * @param namespaces whether user namespaces may be used at all
   * @throws CannotStart where root has no way to run Postgres
   */
  static RunAs here(Path folder, boolean namespaces) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new Ourselves();
    }
    try {
      int owner = (Integer) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
      if (owner != 0) {
        return new Other(
            owner, (Integer) Files.getAttribute(folder, "unix:gid", LinkOption.NOFOLLOW_LINKS));
      }
    } catch (IOException e) {
      throw new CannotStart("Postgres cannot use the folder %s: %s".formatted(folder, e), e);
    }
    if (namespaces && Command.run(10, new Namespace().words(List.of("true"))).ok()) {
      return new Namespace();
    }
    return Stream.of("postgres", "nobody")
        .flatMap(RunAs::named)
        .filter(user -> Command.run(10, user.words(List.of("test", "-x", folder.toString()))).ok())
        .findFirst()
        .orElseThrow(
            () ->
                new CannotStart(
                    ("Postgres does not run as root, user namespaces are denied here, and neither 'postgres' nor 'nobody'"
                            + " can reach %s; run as an ordinary user, or choose a data folder that every user can reach")
                        .formatted(folder)));
  }

  private static Stream<RunAs> named(String user) {
    Command.Result uid = Command.run(10, List.of("id", "-u", user));
    Command.Result gid = Command.run(10, List.of("id", "-g", user));
    return uid.ok() && gid.ok()
        ? Stream.of(
            new Other(
                Integer.parseInt(uid.output().strip()), Integer.parseInt(gid.output().strip())))
        : Stream.of();
  }
}
