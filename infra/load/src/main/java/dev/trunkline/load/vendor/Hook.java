package dev.trunkline.load.vendor;

import dev.trunkline.load.Post;
import java.time.Instant;

/**
 * What a vendor tells to a webhook, once.
 *
 * @param vendor its id, as of our definitions
 * @param door the name of the door that it is for
 * @param at when it is told
 * @param id of the call or lead that it is about, as the vendor's history has it
 */
public record Hook(String vendor, String door, Instant at, String id, Post post) {}
