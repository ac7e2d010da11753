package dev.trunkline.canonical;

import java.util.regex.Pattern;

/** What reads like somebody's, in a field that should hold a word or an id of a vendor's. */
public final class Personal {

  /**
   * A phone however it is written, and an e-mail address, as Java and Postgres find it. A vendor's
   * id of ten digits and more is taken for a phone.
   */
  public static final String LIKE_A_PERSON =
      "^ *[+]([ ().-]*[0-9]){7,15} *$|^([ ()-]*[0-9]){10,15} *$|@";

  private static final Pattern LIKE = Pattern.compile(LIKE_A_PERSON);

  private Personal() {}

  /** Whether a text reads so. */
  public static boolean isLikeAPerson(String text) {
    return LIKE.matcher(text).find();
  }
}
