package dev.trunkline.vendors;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a vendor answered to a question about its history. */
public sealed interface Page {

  /**
   * Rows, perhaps none.
   *
   * @param parts what is published, in this order, each as one delivery; empty if there are no rows
   * @param rows on the page
   * @param total rows that the slice has by the vendor's count; null where it gives none
   * @param last whether the slice has no further page
   * @param next cursor of the next page
   */
  record Rows(List<Part> parts, int rows, @Nullable Long total, boolean last, long next)
      implements Page {

    /** Copies the list. */
    public Rows {
      parts = List.copyOf(parts);
    }
  }

  /**
   * No page: nothing of it may be published, and the position stays where it is.
   *
   * @param reason for people; names keys and codes, never a value of a payload
   */
  record Failed(Why why, String reason) implements Page {}

  /**
   * What is published as one delivery.
   *
   * @param body as the vendor sent it: the page, or rows of a CSV below its header
   * @param contentType as the vendor said, or what it is where it said something else
   * @param rows in it, at least one
   * @param prints a 64-bit hash of each row's own text, tokens in its links left out, in order
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying a megabyte would be waste
  record Part(byte[] body, String contentType, int rows, long[] prints) {}

  /** Why there is no page. */
  enum Why {
    /** The vendor does not take the credential. */
    CREDENTIAL,
    /** Asked too often. */
    LIMITED,
    /** The vendor says so, or what it says is no page. */
    ERROR,
    /** Half a page: it was cut, or has fewer rows than it says. */
    INCOMPLETE,
    /** The slice has more rows than paging can reach: a shorter one is to be asked for. */
    TOO_MANY,
    /** More than a raw record takes: fewer rows are to be asked for. */
    TOO_LARGE
  }
}
