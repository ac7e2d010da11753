package dev.trunkline.workbench;

/** A stage that has dead letters, as its topic says it. */
enum LetterStage {
  normalizer,
  writer,
  recordings
}
