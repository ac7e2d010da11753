package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Who may read what is stored; whatever the umask says. */
public enum Access {
  /** Files 0600, folders 0700. */
  OWNER("rw-------", "rwx------"),
  /** Files 0640, folders 0750: others of our group may listen. */
  GROUP("rw-r-----", "rwxr-x---");

  private final String files;
  private final String folders;

  Access(String files, String folders) {
    this.files = files;
    this.folders = folders;
  }

  void grant(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(files));
  }

  /** Makes the folder with those above it; one that is there stays as it is. */
  void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder.getParent();
    if (above != null) {
      makeFolder(above);
    }
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(
              PosixFilePermissions.fromString(OWNER.folders))); // never open too wide
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(folders));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }
}
