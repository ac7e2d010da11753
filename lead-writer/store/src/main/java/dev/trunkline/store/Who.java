package dev.trunkline.store;

import java.util.Locale;

/** How an operator names the person to be erased. */
public sealed interface Who {

  /** Who has this number, and all else that is known of that person. */
  record Phone(String e164) implements Who {}

  /** Who has this address; upper and lower case are one. */
  record Email(String address) implements Who {

    /** Takes it in lower case. */
    public Email {
      address = address.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * This person.
   *
   * @param id {@code lead_id}, or an earlier one: a UUID
   */
  record Lead(String id) implements Who {}
}
