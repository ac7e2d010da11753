package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An answer of HTTP before it is sent. */
record Answer(int status, String contentType, Map<String, String> headers, Body body) {

  static Answer json(Map<String, ?> fields) {
    return json(200, fields);
  }

  static Answer json(int status, Map<String, ?> fields) {
    byte[] body = JsonMapper.shared().writeValueAsBytes(fields);
    return new Answer(status, "application/json", Map.of(), Body.of(body));
  }

  /** Convoso's way to fail. */
  static Answer error(int status, int code, String text) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("success", false);
    fields.put("code", code);
    fields.put("text", text);
    return json(status, fields);
  }

  /** Knowlarity's way to fail: a list of errors. */
  static Answer list(int status, String text) {
    byte[] body = JsonMapper.shared().writeValueAsBytes(List.of(Map.of("Error_Message", text)));
    return new Answer(status, "application/json", Map.of(), Body.of(body));
  }

  /** A line of text with status 200. */
  static Answer text(String text) {
    return new Answer(
        200, "text/plain; charset=UTF-8", Map.of(), Body.of((text + "\n").getBytes(UTF_8)));
  }

  /** A page for people. */
  static Answer page(int status, String title) {
    String page =
        "<!DOCTYPE html>\n<html><head><title>%s</title></head><body><h1>%s</h1></body></html>\n"
            .formatted(title, title);
    return new Answer(status, "text/html; charset=UTF-8", Map.of(), Body.of(page.getBytes(UTF_8)));
  }

  Answer with(Body other) {
    return new Answer(status, contentType, headers, other);
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, more, body);
  }
}
