package dev.trunkline.load.vendor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one vendor's APIs answer; all that differs between vendors. Safe for several threads. */
interface Desk {

  /**
   * What a request is about.
   *
   * @param key of its attempts and behaviours
   * @param behaviours of the requests with this key, where there are no troubles for the door
   */
  record Matter(
      Visit.Door door,
      String key,
      @Nullable String leadId,
      @Nullable String recordingId,
      Behaviours behaviours) {

    /** One of a door that treats all requests alike. */
    static Matter of(Visit.Door door) {
      return new Matter(door, door.name(), null, null, Behaviours.PROPER);
    }
  }

  /** How many of the rows that a page announces are in it. */
  enum Rows {
    /** As many. */
    ALL,
    /** The first half of them. */
    HALF;

    <T> List<T> of(List<T> announced) {
      return switch (this) {
        case ALL -> announced;
        case HALF -> announced.subList(0, announced.size() / 2);
      };
    }
  }

  /** Null: no address of this vendor's. */
  @Nullable Matter matter(String path, Map<String, String> parameters);

  /** Every secret that a request may hold. */
  Set<String> secrets();

  /** The right answer, a refusal included. */
  Answer right(Matter matter, Request request, Instant now, Rows rows);

  /** An error in the vendor's own form; status 200 where it tells errors so. */
  Answer failure(int status, String text);

  /** Which of the links to what is asked for this one is, from 1; 0: none. */
  default int link(Matter matter, Request request) {
    return 0;
  }
}
