package dev.trunkline.vendors;

/** JSON's null, so that decoded values are never null in Java. */
enum JsonNull {
  NULL
}
