package dev.trunkline.vendors;

/**
 * Where in a sources file we are.
 *
 * @param where file and source, ready to stand before a key
 */
record At(String where) {

  Refused refused(String key, String cause) {
    return new Refused(where + key + ": " + cause);
  }
}
