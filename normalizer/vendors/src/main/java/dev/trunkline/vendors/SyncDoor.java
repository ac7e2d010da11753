package dev.trunkline.vendors;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator asks for a stretch of one source's history, as the vendor's guide has it. No
 * webhook enters there.
 *
 * @param source id of the source
 * @param range which stretch
 * @param path absolute, without a trailing slash
 * @param zone of the days that an operator names
 * @param unavailable why the vendor cannot be asked, naming keys and never a value; null: it can be
 */
public record SyncDoor(
    String source, SyncRange range, String path, ZoneId zone, @Nullable String unavailable) {}
