package dev.trunkline.allinone;

import java.util.Locale;

/** What vendors say of somebody, each in its own words, and with what nobody asked it for. */
final class CanaryBodies {

  private final Canaries canaries;
  private final String links;

  /** Bodies whose links lead to this address. */
  CanaryBodies(Canaries canaries, String links) {
    this.canaries = canaries;
    this.links = links;
  }

  /** A call or a lead of somebody whom only this body tells of. */
  String told(String vendor, String name) {
    boolean isIndian = vendor.equals("knowlarity") || vendor.equals("mg-digital-leads");
    String phone = isIndian ? canaries.indian(name) : canaries.american(name);
    String person = canaries.person(name);
    return of(vendor, id(name), phone, person, canaries.american(name + ": remark"));
  }

  /** The vendor's id of what is told so. */
  static String id(String name) {
    return name.replace(' ', '-');
  }

  /** The same, with the secret that its door wants in it. */
  String told(String vendor, String name, String token) {
    return told(vendor, name).replaceFirst("\\{", "{\"hook\": {\"token\": \"" + token + "\"}, ");
  }

  private String of(String vendor, String id, String phone, String person, String other) {
    String mail = person.toLowerCase(Locale.ROOT) + "@example.com";
    String remark = "\"remark\": \"or " + grouped(other) + ", " + mail + "\"";
    return switch (vendor) {
      case "convoso" ->
          """
          {"call_log_id": "%s", "lead_id": "lead-%s", "phone_number": "%s", "first_name": "Ada", "last_name": "%s",
           "email": "%s", "address": "7 %s Lane", "status": "SALE", "length_in_sec": "22", "call_date": "2026-10-27 09:15:02",
           "call_type": "INBOUND", "recording_url": "%s/page.mp3?rlt=%s", %s}
          """
              .formatted(id, id, phone, person, mail, person, links, canaries.link(id), remark);
      case "knowlarity" ->
          """
          {"type": "CDR", "uuid": "%s", "dispnumber": "+919000099999", "caller_id": "%s", "business_call_type": "Call Group",
           "agent_number": "+919000088888", "agent_name": "Ada %s", "call_duration": 30, "resource_url": "%s/moved.mp3?token=%s",
           "start_time": "2026-10-26 06:30:00+00:00", "end_time": "2026-10-26 06:30:30+00:00", %s}
          """
              .formatted(id, phone, person, links, canaries.link(id), remark);
      case "onecom" ->
          """
          {"uniqueid": "%s", "start": "2026-10-26 10:30:00", "src": "%s", "dst": "101", "duration": 120, "billsec": 100,
           "disposition": "ANSWERED", "dcontext": "from-pstn", "cnam": "Ada %s", %s}
          """
              .formatted(id, phone, person, remark);
      case "knowrithm" ->
          """
          {"event": "lead.created", "timestamp": "2026-10-26T10:30:00Z",
           "data": {"id": "%s", "first_name": "Ada", "last_name": "%s", "email": "%s", "phone": "%s", %s}}
          """
              .formatted(id, person, mail, phone, remark);
      case "mg-digital-leads" ->
          """
          {"phone_number": "%s", "name": "Ada %s", "email": "%s", "address": "7 %s Lane", %s}
          """
              .formatted(phone, person, mail, person, remark);
      default -> throw new IllegalArgumentException(vendor);
    };
  }

  /** A message of a conversation that says all of it. */
  String message(String id) {
    return """
        {"event": "message.received", "timestamp": "2026-10-26T10:31:00Z", "data": {"id": "%s", "conversation_id": "talk-%s",
         "role": "user", "content": "It is Ada %s, call %s"}}
        """
        .formatted(id, id, canaries.person(id), grouped(canaries.american(id)));
  }

  static String grouped(String american) {
    return "(%s) %s-%s"
        .formatted(american.substring(2, 5), american.substring(5, 8), american.substring(8));
  }
}
