package dev.trunkline.embedded;

import java.nio.file.Path;

/** Where Postgres is unpacked once. */
final class Programs {

  static final Path FOLDER = Path.of(System.getProperty("trunkline.programs", "target/programs"));

  private Programs() {}
}
