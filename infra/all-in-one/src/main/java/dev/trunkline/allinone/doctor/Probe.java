package dev.trunkline.allinone.doctor;

import java.util.function.Function;

/**
 * One question about a place. Pure: whoever has the facts can judge them.
 *
 * @param <F> what is known of the place
 * @param name short, one word where possible
 */
record Probe<F>(String name, Function<F, Judgement> judge) {}
