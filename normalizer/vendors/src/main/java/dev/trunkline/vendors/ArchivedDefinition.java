package dev.trunkline.vendors;

/**
 * A definition from the archive: says what a delivery meant when it was in force.
 *
 * @param definition as the vendor's folder said it
 * @param source whose settings it was read with, without its proofs and paths: the first of the
 *     sources that shared them
 */
public record ArchivedDefinition(VendorDefinition definition, Source source) {}
