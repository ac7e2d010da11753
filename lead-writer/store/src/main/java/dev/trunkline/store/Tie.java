package dev.trunkline.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lead event says about whose it is.
 *
 * @param event {@code event_id}
 * @param person whose it is so far; 0 while it is nobody's
 * @param id the key of its {@code (source, vendor_lead_id)}, or null
 * @param phone the key of its phone, or null; it may be a number that never unites
 */
record Tie(String event, long person, @Nullable String id, @Nullable String phone) {

  static final String PHONE = "p:";

  static Tie of(
      String event,
      long person,
      String source,
      @Nullable String vendorLeadId,
      @Nullable String phone) {
    return new Tie(
        event,
        person,
        vendorLeadId == null ? null : "i:" + source + "/" + vendorLeadId,
        phone == null ? null : PHONE + phone);
  }

  /** Its keys, whether they unite or not. */
  List<String> keys() {
    List<String> keys = new ArrayList<>(2);
    if (id != null) {
      keys.add(id);
    }
    if (phone != null) {
      keys.add(phone);
    }
    return keys;
  }
}
