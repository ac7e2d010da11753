package dev.trunkline.allinone;

import static dev.trunkline.allinone.Knock.get;
import static dev.trunkline.allinone.Knock.post;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.load.Signer;
import dev.trunkline.vendors.Door;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What callers send to a gateway, rightly and wrongly; everyone in it is told of once. */
final class CanaryTraffic {

  private static final List<String> PROVING =
      List.of(
          "X-Webhook-Secret", "X-Either", "X-API-Key", "X-Hub-Signature-256", "X-Forwarded-For");

  /** Those and such as are kept with a delivery, or with a refused request. */
  private static final List<String> KEPT =
      Stream.concat(
              PROVING.stream(), Stream.of("User-Agent", "X-Knowrithm-Request-Id", "webhook-id"))
          .toList();

  /** What we show vendors, and operators show us: a door does not know it. */
  private static final Set<String> NO_DOORS =
      Set.of(
          "operator",
          "recordings",
          "convoso-pull",
          "knowlarity-key",
          "knowlarity-sr",
          "onecom-pull");

  private final Canaries canaries;
  private final CanaryBodies bodies;
  private final Map<String, String> secrets;
  private final Map<String, Door> doors;
  private final String operator;

  /**
   * Of this installation's doors.
   *
   * @param secrets of its sources, by name
   * @param links where links of bodies lead
   */
  CanaryTraffic(
      Canaries canaries,
      Map<String, String> secrets,
      Collection<Door> doors,
      String operator,
      String links) {
    this.canaries = canaries;
    this.bodies = new CanaryBodies(canaries, links);
    this.secrets = new LinkedHashMap<>(secrets);
    this.secrets.put("operator", operator);
    this.doors = new LinkedHashMap<>();
    doors.forEach(door -> this.doors.put(door.source(), door));
    this.operator = operator;
  }

  /**
   * Genuine ones, once as they should be and once with the secrets said again where nobody asks.
   */
  List<Knock> genuine() {
    List<Knock> knocks = new ArrayList<>();
    doors.forEach(
        (source, door) -> {
          knocks.add(genuine(source, door, null, Map.of()));
          String again = secrets.getOrDefault(source, secrets.get("by-hmac"));
          knocks.add(genuine(source, door, "again=" + escaped(again), Map.of("User-Agent", again)));
        });
    knocks.add(proven(doors.get("by-hmac"), bodies.message("message"), null, Map.of()));
    String person = canaries.person("told by query");
    knocks.add(
        get(
            doors.get("by-path").path()
                + "/"
                + secrets.get("by-path")
                + "?callid=told-by-query&call_direction=inbound&customer_number="
                + escaped(canaries.indian("told by query"))
                + "&agent_name="
                + person));
    knocks.add(
        get(
            doors.get("greeted").path()
                + "?hub.mode=subscribe&hub.challenge=4711&hub.verify_token="
                + escaped(secrets.get("handshake"))));
    knocks.add(operators("/api/onecom/sync/today", "{}"));
    return knocks;
  }

  /** Every secret where another is asked for, in everything that a request can hold. */
  List<Knock> misplaced() {
    List<Knock> knocks = new ArrayList<>();
    List<Door> all = new ArrayList<>(doors.values());
    all.remove(doors.get("open"));
    int turn = 0;
    for (Map.Entry<String, String> one : secrets.entrySet()) {
      Door door = all.get(turn++ % all.size());
      if (door.source().equals(one.getKey()) || door.source().equals("greeted")) {
        door = all.get(turn++ % all.size());
      }
      knocks.addAll(misplaced(door, one.getKey(), one.getValue()));
    }
    return knocks;
  }

  private List<Knock> misplaced(Door door, String name, String secret) {
    boolean isOfDoor = !NO_DOORS.contains(name);
    List<Knock> knocks = new ArrayList<>();
    knocks.add(
        post(
            door.path() + "?token=%1$s&either=%1$s&key=%1$s".formatted(escaped(secret)),
            headers(secret, isOfDoor),
            bodies.told(door.vendor(), "misplaced " + name)));
    knocks.add(
        post(
            door.path() + "/" + escaped(secret),
            Map.of("Authorization", basic("pbx", secret)),
            bodies.told(door.vendor(), "below with " + name)));
    if (isOfDoor) {
      knocks.add(
          post(
              door.path(),
              Map.of("Authorization", "Bearer " + secret),
              "{\"token\": \"%1$s\", \"hook\": {\"Token\": \"%1$s\", \"key\": \"x %1$s x\"}}"
                  .formatted(secret)));
      knocks.add(
          post(
              door.path(),
              Map.of("Content-Type", "application/x-www-form-urlencoded"),
              "token=%1$s&api_key=%2$s".formatted(escaped(secret), secret)));
      knocks.add(
          post(
              doors.get("open").path() + "?token=" + escaped(secret) + "&x=" + secret,
              Map.of("User-Agent", secret, "Authorization", "Bearer " + secret),
              bodies.told("onecom", "open to " + name)));
    }
    return knocks;
  }

  /** Every secret at its own door, a little wrong. */
  List<Knock> misspelt() {
    List<Knock> knocks = new ArrayList<>();
    doors.forEach(
        (source, door) -> {
          String secret = secrets.getOrDefault(source, secrets.get("by-either-query"));
          String blank = " " + secret + " x";
          knocks.add(
              post(
                  door.path() + "?token=" + escaped(blank) + "&EITHER=" + escaped(secret),
                  headers('"' + secret + '"', true),
                  source.equals("open")
                      ? bodies.told(door.vendor(), "misspelt at " + source)
                      : bodies.told(door.vendor(), "misspelt at " + source, blank)));
          knocks.add(
              post(
                  door.path() + "/%20" + escaped(secret),
                  Map.of("Authorization", basic("pbx", blank)),
                  bodies.told(door.vendor(), "below " + source)));
          knocks.add(
              post(door.path(), Map.of(), bodies.told(door.vendor(), "unproven at " + source)));
        });
    knocks.add(
        get(
            doors.get("greeted").path()
                + "?hub.mode=subscribe&hub.challenge="
                + escaped(canaries.american("challenge"))
                + "&hub.verify_token="
                + escaped(secrets.get("handshake") + " ")));
    knocks.add(post("/api/onecom/sync/today?token=" + operator, Map.of(), "{}"));
    knocks.add(post("/api/onecom/sync", Map.of("Authorization", "Bearer " + operator + "x"), "{}"));
    knocks.add(
        operators(
            "/api/onecom/sync",
            "{\"startDate\": \"" + canaries.american("as a date") + "\", \"endDate\": 7}"));
    knocks.add(operators("/api/onecom/sync", "{\"" + canaries.american("as a key")));
    return knocks;
  }

  /** Genuine ones that cannot be read, or not wholly. */
  List<Knock> broken() {
    List<Knock> knocks = new ArrayList<>();
    for (String source : List.of("open", "by-header", "by-hmac", "by-path", "leads")) {
      Door door = doors.get(source);
      String told = bodies.told(door.vendor(), "cut at " + source);
      String phone = canaries.american("odd at " + source);
      String person = canaries.person("odd at " + source);
      for (String body :
          List.of(
              told.substring(0, told.length() - 3),
              "It is " + person + ", " + phone,
              "{\"%1$s\": 1, \"%1$s\": \"%2$s\"}".formatted(phone, person),
              "[{\"phone\": \"%1$s\"}, \"%1$s\", [\"%2$s\"], null]".formatted(phone, person),
              "{\"event\": \"%1$s\", \"type\": \"%1$s\", \"Event_Type\": \"%2$s\"}"
                  .formatted(phone, person),
              ("{\"id\": \"%1$s\", \"uniqueid\": {\"%1$s\": \"%2$s\"}, \"call_log_id\": [true], \"uuid\": true,"
                      + " \"start\": \"%1$s\", \"phone_number\": [\"%1$s\", \"%2$s\"], \"duration\": \"%1$s\"}")
                  .formatted(phone, person),
              ("{\"uniqueid\": \"odd %3$s\", \"call_log_id\": \"odd %3$s\", \"uuid\": \"odd %3$s\", \"start\": \"%1$s\","
                      + " \"call_date\": \"%1$s\", \"start_time\": \"%1$s\", \"duration\": \"%1$s\", \"status\": \"%1$s\","
                      + " \"disposition\": \"%1$s\", \"src\": \"x%1$s\", \"phone_number\": \"0%1$s\", \"caller_id\": \"%2$s\"}")
                  .formatted(phone, person, source),
              ("{\"uniqueid\": \"%1$s\", \"call_log_id\": \"%1$s\", \"uuid\": \"%1$s\", \"id\": \"%1$s\"}")
                  .formatted((phone + " " + person + " ").repeat(20)))) {
        knocks.add(proven(door, body, null, Map.of()));
      }
    }
    knocks.add(
        proven(doors.get("by-body"), bodies.told("convoso", "cut in its token"), null, Map.of()));
    knocks.add(post(doors.get("open").path(), Map.of(), large(secrets.get("by-hmac"))));
    knocks.add(
        post(
            doors.get("open").path() + "?token=" + escaped(secrets.get("by-hmac")).repeat(200),
            Map.of(),
            ""));
    knocks.add(
        post(doors.get("open").path(), Map.of("X-Long", secrets.get("by-hmac").repeat(300)), "{}"));
    return knocks;
  }

  /** What is no HTTP, and the answer to it. */
  Knock.Answered noRequest(URI gateway) throws IOException {
    String secret = escaped(secrets.get("by-query"));
    StringBuilder answers = new StringBuilder();
    for (String line :
        List.of(
            "GET /hooks/query?token=" + secret + " FTP/1\r\nHost: a\r\n\r\n",
            "POST /hooks/query?token="
                + secret
                + " HTTP/1.1\r\nHost: a\r\nBearer "
                + secret
                + "\r\n\r\n",
            "POST /hooks/query HTTP/1.1\r\nHost: a\r\nContent-Length: " + secret + "\r\n\r\n{}")) {
      try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(line.getBytes(ISO_8859_1));
        socket.shutdownOutput();
        answers.append(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
      }
    }
    return new Knock.Answered(400, answers.toString());
  }

  private Knock genuine(String source, Door door, String query, Map<String, String> more) {
    String name = source + (query == null ? "" : " again");
    String body =
        source.equals("by-body")
            ? bodies.told(door.vendor(), name, secrets.get(source))
            : bodies.told(door.vendor(), name);
    // Whose recording nothing tells of, the vendor is asked for it.
    String told = query == null ? body : body.replaceFirst("\"recording_url\": \"[^\"]*\", ", "");
    return proven(door, told, query, more);
  }

  private Knock proven(Door door, String body, String query, Map<String, String> more) {
    Signer.Proven proven =
        Signer.prove(door, body.getBytes(UTF_8), "application/json", query, Instant.now());
    proven
        .headers()
        .forEach(
            (name, value) -> {
              if (name.toLowerCase(Locale.ROOT).contains("signature")) {
                canaries.known(Canaries.Kind.SECRET, "a MAC for " + door.source(), value);
              }
            });
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.putAll(proven.headers());
    String queries =
        proven.query() == null
            ? query
            : query == null ? proven.query() : query + "&" + proven.query();
    return post(proven.path() + (queries == null ? "" : "?" + queries), headers, body);
  }

  private Knock operators(String path, String body) {
    return post(path, Map.of("Authorization", "Bearer " + operator), body);
  }

  private static Map<String, String> headers(String secret, boolean isOfDoor) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : isOfDoor ? KEPT : PROVING) {
      headers.put(name, secret);
    }
    headers.put("Authorization", "Bearer " + secret);
    headers.put("Cookie", "session=" + secret);
    return headers;
  }

  private String large(String secret) {
    return "{\"src\": \"%s\", \"token\": \"%s\", \"x\": \"%s\"}"
        .formatted(canaries.american("of a large body"), secret, "x".repeat(1_200_000));
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(ISO_8859_1));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
