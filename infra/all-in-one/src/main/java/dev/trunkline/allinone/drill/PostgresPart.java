package dev.trunkline.allinone.drill;

import dev.trunkline.embedded.EmbeddedPostgres;

/** The installation's Postgres, a child of this process. */
record PostgresPart(EmbeddedPostgres postgres, ProcessHandle process) implements Running {

  static PostgresPart of(EmbeddedPostgres postgres) {
    return new PostgresPart(postgres, ProcessHandle.of(postgres.pid()).orElseThrow());
  }

  @Override
  public void ended() {
    postgres.close();
  }
}
