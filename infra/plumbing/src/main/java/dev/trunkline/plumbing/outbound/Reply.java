package dev.trunkline.plumbing.outbound;

/** How an API call ended. */
public sealed interface Reply permits Answer, Refused, Forbidden, Failed {}
