package dev.trunkline.normalizer;

/** Cuts reasons so that a manifest of the most elements a delivery may have fits one record. */
final class Reason {

  /** Characters of a reason (contract, manifest.v1). */
  private static final int MAX_CHARACTERS = 512;

  /** Bytes that all reasons of one manifest may take as JSON. */
  private static final int BUDGET = 1_000_000;

  private static final String CUT = "…";
  private static final int CUT_BYTES = 3;

  private Reason() {}

  /** The reason of one of so many elements; lone surrogates, which no JSON holds, are replaced. */
  static String cut(String reason, int elements) {
    int most = Math.max(CUT_BYTES, BUDGET / Math.max(1, elements));
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    int room = 0;
    for (int i = 0; i < reason.length(); ) {
      int letter = reason.codePointAt(i);
      i += Character.charCount(letter);
      kept.appendCodePoint(Character.getType(letter) == Character.SURROGATE ? 0xFFFD : letter);
      bytes += bytes(letter);
      if (bytes > most || kept.length() > MAX_CHARACTERS) {
        return kept.substring(0, room) + CUT;
      }
      if (bytes + CUT_BYTES <= most && kept.length() < MAX_CHARACTERS) {
        room = kept.length();
      }
    }
    return kept.toString();
  }

  /** Bytes of a letter in UTF-8 JSON. */
  private static int bytes(int letter) {
    if (letter < 0x20) {
      return 6;
    }
    if (letter == '"' || letter == '\\') {
      return 2;
    }
    return letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
  }
}
