package dev.trunkline.vendors;

import org.jspecify.annotations.Nullable;

/** Checks what views are to call a lead without a name, like {@code Acme Lead {phone}}. */
final class LeadName {

  private static final int LONGEST = 200;
  private static final String PHONE = "{phone}";

  private LeadName() {}

  /** Why a text cannot be one; null if it can. */
  static @Nullable String problem(String text) {
    int phone = text.indexOf(PHONE);
    if (text.length() > LONGEST) {
      return "is longer than " + LONGEST + " characters";
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return "holds a control character";
    }
    if (phone < 0 || text.indexOf(PHONE, phone + 1) >= 0) {
      return "must hold {phone} once";
    }
    String rest = text.replace(PHONE, "");
    // Whoever writes {name} would read it in every view.
    return rest.contains("{") || rest.contains("}") ? "knows no placeholder but {phone}" : null;
  }
}
