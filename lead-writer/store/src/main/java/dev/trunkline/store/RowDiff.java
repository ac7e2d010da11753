package dev.trunkline.store;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One row before and after; it holds personal data.
 *
 * @param key of the view's row
 * @param before by column names; null: there was none
 * @param after by column names; null: there will be none
 */
public record RowDiff(String key, @Nullable JsonNode before, @Nullable JsonNode after) {}
