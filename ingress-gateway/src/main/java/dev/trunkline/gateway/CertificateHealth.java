package dev.trunkline.gateway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The certificate in force, and what became of the renewed ones.
 *
 * @param until its last moment
 * @param refused renewed ones that were not taken, since the start
 * @param refusal why the newest renewed one was not taken; null: it was, or there was none
 */
public record CertificateHealth(Instant until, long refused, @Nullable String refusal) {}
