package dev.trunkline.recordings;

import java.time.Instant;

/**
 * Our own copy of a recording.
 *
 * @param sha256 in lower-case hexadecimal; names it in the store
 * @param bytes its size
 * @param mediaType by its first bytes, not by what the vendor says
 */
record Copy(String sha256, long bytes, String mediaType, Instant storedAt)
    implements Downloads.End {}
