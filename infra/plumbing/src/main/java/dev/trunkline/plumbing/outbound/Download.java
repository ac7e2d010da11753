package dev.trunkline.plumbing.outbound;

/** How a download ended. */
public sealed interface Download permits Streamed, Refused, Forbidden, Failed {}
