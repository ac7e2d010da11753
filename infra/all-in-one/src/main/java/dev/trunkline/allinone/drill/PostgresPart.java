package dev.trunkline.allinone.drill;

import dev.trunkline.embedded.EmbeddedPostgres;

/** The installation's Postgres, a child of this process. */
record PostgresPart(EmbeddedPostgres postgres) implements Running {

  @Override
  public ProcessHandle process() {
    return ProcessHandle.of(postgres.pid()).orElseThrow();
  }

  @Override
  public void ended() {
    postgres.close();
  }
}
