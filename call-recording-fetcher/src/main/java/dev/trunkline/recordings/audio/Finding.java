package dev.trunkline.recordings.audio;

/** What bytes turned out to be. */
public sealed interface Finding permits AudioType, Unfit {}
