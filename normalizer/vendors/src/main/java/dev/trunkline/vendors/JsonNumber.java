package dev.trunkline.vendors;

/**
 * A JSON number as the vendor wrote it: ids written as numbers keep every digit, and an absurd
 * exponent costs nothing.
 *
 * @param text the source text
 */
record JsonNumber(String text) {
  @Override
  public String toString() {
    return text;
  }
}
