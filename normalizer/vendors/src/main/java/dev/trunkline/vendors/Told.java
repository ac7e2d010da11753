package dev.trunkline.vendors;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.RecordingLink;
import java.util.List;

/**
 * An event, and what it tells of recordings.
 *
 * @param links as the vendor wrote them, secrets included; one without a URL where only an id is
 *     told
 * @param isFile whether something stands where the link should, and is none: a file's name
 */
record Told(CanonicalEvent event, List<RecordingLink> links, boolean isFile) {}
