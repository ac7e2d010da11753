package dev.trunkline.allinone.settings;

import org.jspecify.annotations.Nullable;

/**
 * What a knob is now, and who says so.
 *
 * @param value never a secret's; null where nothing is set
 * @param source {@code default}, or what set it
 */
public record Setting(String key, @Nullable String value, String source) {}
