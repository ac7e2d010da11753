package dev.trunkline.workbench;

/** How a recording stands, as the contract writes it. */
enum RecordingStatus {
  wanted,
  waiting,
  found,
  stored,
  absent,
  given_up
}
