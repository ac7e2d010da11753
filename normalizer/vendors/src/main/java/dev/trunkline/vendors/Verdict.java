package dev.trunkline.vendors;

/**
 * A mapping's answer that an element tells of no event.
 *
 * @param ignored else it is rejected
 * @param reason why
 */
record Verdict(boolean ignored, String reason) {}
