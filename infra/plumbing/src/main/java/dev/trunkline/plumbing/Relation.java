package dev.trunkline.plumbing;

import java.util.List;
import java.util.Set;

/** How a setting that is found must stand to the one that is stated. */
enum Relation {
  /** The very one. */
  SAME("") {
    @Override
    boolean holds(String found, String stated) {
      return found.equals(stated);
    }
  },
  /** The same words in any order. */
  SAME_WORDS("") {
    @Override
    boolean holds(String found, String stated) {
      return parts(found).equals(parts(stated));
    }
  },
  /** As much or more; -1 is without bound. */
  AT_LEAST(" or more") {
    @Override
    boolean holds(String found, String stated) {
      double number = Double.parseDouble(found);
      double least = Double.parseDouble(stated);
      return number == -1 || (least != -1 && number >= least);
    }
  },
  /** As much or more, but not without bound. */
  AT_LEAST_AND_BOUNDED(" or more, with a bound") {
    @Override
    boolean holds(String found, String stated) {
      return Double.parseDouble(found) >= Double.parseDouble(stated);
    }
  },
  /** As much or less. */
  AT_MOST(" or less") {
    @Override
    boolean holds(String found, String stated) {
      return Double.parseDouble(found) <= Double.parseDouble(stated);
    }
  };

  private final String words;

  Relation(String words) {
    this.words = words;
  }

  abstract boolean holds(String found, String stated);

  static Set<String> parts(String list) {
    return Set.copyOf(List.of(list.split(" *, *", -1)));
  }

  /** What is said after the stated value. */
  String words() {
    return words;
  }
}
