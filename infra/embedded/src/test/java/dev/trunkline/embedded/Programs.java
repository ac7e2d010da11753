package dev.trunkline.embedded;

import java.nio.file.Path;

/** Where the tests unpack Postgres once. */
final class Programs {

  static final Path FOLDER = Path.of("target", "programs");

  private Programs() {}
}
