package dev.trunkline.canonical;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What a vendor's own list of one day said of our rows: the value of {@code reconciled.v1}, whose
 * key is the source. Of several of one day the one with the greatest {@code id} tells how it
 * stands; {@code healed} adds up.
 *
 * @param id the reconciliation, a UUIDv7; with source, api and day unique
 * @param source the source
 * @param api which of the vendor's histories
 * @param day UTC, as {@code analytics.completeness} counts
 * @param listed rows on the vendor's list of that day
 * @param missing that we did not have
 * @param differing of which ours said something else
 * @param contradicted of which ours says something else although that statement is among our events
 * @param extra rows of ours that the vendor does not list
 * @param healed of the missing and differing, how many agreed in the end; 0 where it only compared
 * @param finishedAt when the day was done
 */
public record Reconciliation(
    String id,
    String source,
    String api,
    LocalDate day,
    long listed,
    long missing,
    long differing,
    long contradicted,
    long extra,
    long healed,
    Instant finishedAt) {}
