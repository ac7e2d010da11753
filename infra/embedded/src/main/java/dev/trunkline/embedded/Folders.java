package dev.trunkline.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders at once. Links are taken as links, never followed. */
final class Folders {

  private Folders() {}

  /** Deletes a folder with all that is in it; nothing happens where there is none. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path path : contents(folder).sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(path);
    }
  }

  /** Gives a folder with all that is in it to another user; only root may. */
  static void give(Path folder, int uid, int gid) throws IOException {
    for (Path path : contents(folder).toList()) {
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * The files of a folder and their names outlive a power cut from now on; folders in it are not
   * looked into. Not for a folder with a lock in it: whoever closes a file lets go of its locks.
   */
  static void sync(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
    syncNames(folder);
  }

  /** The names in a folder outlive a power cut from now on. */
  static void syncNames(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders, and keeps names by itself.
    }
  }

  private static Stream<Path> contents(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return List.copyOf(walk.toList()).stream();
    }
  }
}
