package dev.trunkline.workbench;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source stands; the JSON has the same names.
 *
 * @param since from when on, where that can be told; null: it cannot, or nothing is wrong
 * @param sentence cause and cure for people; no payload and no secret
 */
public record SourceState(
    String source, SourceVerdict verdict, @Nullable Instant since, String sentence) {}
