package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.canonical.EventJson;
import dev.trunkline.load.Post;
import dev.trunkline.load.Reply;
import dev.trunkline.load.Story;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What the integration guides of the replaced systems show is posted as they show it, answered as
 * they say, and found in a row. Knowrithm's and OneCom's: {@link WalkingSkeletonTest}.
 */
class GuidesTest {

  private static final OneInstallation HERE = OneInstallation.shared();
  private static final AtomicInteger NUMBER = new AtomicInteger(7_001);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String LEADS = "/admin/mg-digital-leads/source/knowlarity";
  private static final Map<String, String> KEY =
      Map.of("X-API-Key", "demo-mg-digital-leads-secret");

  private final HttpClient http = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(strings = {"s01-envelope-completed", "s02-flat-completed"})
  void knowlaritysCallIsAnsweredAndIsACallAndALead(String sample) throws Exception {
    Post post = told("knowlarity", sample);

    HttpResponse<String> answer = post("/webhooks/knowlarity", post, Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true,\"message\":\"Webhook processed\"}");
    Map<String, String> call = row("call", answer);
    assertThat(call)
        .containsEntry("customer_phone", "+919000012345")
        .containsEntry("agent_phone", "+919000054321")
        .containsEntry("status", "answered")
        .containsEntry("duration_s", "293");
    assertThat(row("lead", answer))
        .containsEntry("phone", "+919000012345")
        .containsEntry("vendor_lead_id", call.get("vendor_call_id"));
  }

  @ParameterizedTest
  @CsvSource({"'',false", "'?hello=1',false", "'?uuid=guide-%d&customer_number=9000012345',true"})
  void aGetOfKnowlaritysDoorIsADeliveryOnlyIfItNamesACall(String query, boolean delivers)
      throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    uri("/webhooks/knowlarity" + query.formatted(NUMBER.incrementAndGet())))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Delivery-Id").isPresent()).isEqualTo(delivers);
    if (delivers) {
      assertThat(answer.body()).contains("Webhook processed");
      assertThat(row("call", answer)).containsEntry("customer_phone", "+919000012345");
    }
  }

  @ParameterizedTest
  @CsvSource({"s01-minimal,", "s02-context,Lead from IVR"})
  void aLeadOfMgIsInserted(String sample, String name) throws Exception {
    HttpResponse<String> answer = post(LEADS, told("mg-digital-leads", sample), KEY);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Knowlarity lead inserted successfully\"}");
    Map<String, String> lead = event("lead", answer);
    assertThat(lead).containsEntry("phone", "+919000012345");
    assertThat(lead.get("full_name")).isEqualTo(name);
    assertThat(row("lead", answer)).containsEntry("phone", "+919000012345");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|{\"phone_number\":\"9000012345\"}|401|{\"error\":\"API key header not supplied\"}",
        "wrong|{\"phone_number\":\"9000012345\"}|403|{\"error\":\"API key invalid\"}",
        "demo-mg-digital-leads-secret|{\"name\":\"X\"}|400|{\"error\":\"Missing required fields: phone_number\"}",
        "demo-mg-digital-leads-secret|{\"phone_number\":\"\"}|400|{\"error\":\"Missing required fields: phone_number\"}",
        "demo-mg-digital-leads-secret|{\"phone|400|{\"error\":\"Invalid payload\"}",
      })
  void mgIsRefusedAsItsGuideSays(String key, String body, int status, String error)
      throws Exception {
    HttpResponse<String> answer =
        post(LEADS, json(body), key == null ? Map.of() : Map.of("X-API-Key", key));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(error);
    assertThat(answer.headers().firstValue("X-Delivery-Id")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "s02-call,/api/webhooks/convoso,call",
    "s04-call-curl,/api/webhooks/convoso,call",
    "s01-lead,/api/webhooks/convoso-leads,lead",
    "s03-lead-curl,/api/webhooks/convoso-leads,lead",
  })
  void convososExamplesAreRows(String sample, String path, String kind) throws Exception {
    HttpResponse<String> answer = post(path, told("convoso", sample), Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    Map<String, String> row = row(kind, answer);
    if (kind.equals("call")) {
      assertThat(row)
          .containsEntry("status", "answered")
          .containsEntry("vendor_disposition", "SALE")
          .containsEntry("duration_s", "120");
    } else {
      assertThat(row).containsEntry("phone_raw", "555-0123").doesNotContainKey("phone");
      assertThat(row.get("email")).endsWith("@example.com");
    }
  }

  @Test
  void convososEchoAnswersWhatItWasSentAndKeepsNothing() throws Exception {
    HttpResponse<String> answer =
        post("/api/webhooks/echo", json("{\"test\": \"<b>data</b>\"}"), Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"test\": \"<b>data</b>\"}");
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(answer.headers().firstValue("X-Delivery-Id")).isEmpty();
  }

  /**
   * The guide's "Recording Fetcher System": a call without a recording's URL, an attempt two
   * minutes after its end (a report is late by so much here that it need not be waited for), the
   * row has it.
   */
  @Test
  void aCallWithoutARecordingHasOneAfterTwoMinutes() throws Exception {
    Reply reply = HERE.dialer.call(HERE.sender, HERE.installation.definitions(), false).get();
    String delivery = String.valueOf(reply.deliveryId());
    String callId =
        await()
            .atMost(SOON)
            .until(
                () ->
                    HERE.rows(
                        "select body->>'call_id' as call_id from app.events where delivery_id = ?::uuid and kind = 'call'",
                        delivery),
                rows -> rows.size() == 1)
            .getFirst()
            .get("call_id");
    String row = "select * from analytics.calls where call_id = ?";
    assertThat(HERE.rows(row, callId).getFirst()).doesNotContainKey("recording_url");

    // Other tests' calls, of which the dialer knows nothing, may make the fetcher leave it alone
    // for
    // half a minute.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(HERE.rows(row, callId).getFirst())
                    .containsEntry("recording_status", "stored")
                    .containsKey("recording_url"));
    Map<String, String> recording =
        HERE.rows("select * from analytics.recordings where call_id = ?", callId).getFirst();
    assertThat(recording).containsEntry("attempts", "1").containsKeys("sha256", "stored_at");
    assertThat(recording.get("recording_url")).doesNotContain("rlt=");
    assertThat(
            HERE.rows(
                "select 1 from app.events f join analytics.calls c on c.call_id = f.entity where f.entity = ? and f.event_type = 'recording.found' and f.occurred_at >= c.started_at + c.duration_s * interval '1 second' + interval '2 minutes'",
                callId))
        .hasSize(1);
  }

  @Test
  void theHealthPageHasTheGuidesFields() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    HERE.installation.address().workbench().resolve("/api/admin/health"))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode page = EventJson.mapper().readTree(answer.body());
    assertThat(page.get("ok").asBoolean()).isTrue();
    assertThat(page.get("healthy").asBoolean()).isTrue();
    assertThat(page.get("pool").get("totalCount").asInt()).isPositive();
    assertThat(page.get("pool").has("idleCount")).isTrue();
    assertThat(page.get("pool").has("waitingCount")).isTrue();
    for (String stat : List.of("calls", "agents", "events")) {
      assertThat(page.get("stats").get(stat).isIntegralNumber()).as(stat).isTrue();
    }
  }

  /** A guide's example about somebody new, so that rows of other tests do not answer for it. */
  private static Post told(String vendor, String sample) {
    Story story = HERE.story(vendor, sample);
    return story.anew(NUMBER.incrementAndGet());
  }

  private HttpResponse<String> post(String path, Post post, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", String.valueOf(post.contentType()))
            .POST(BodyPublishers.ofByteArray(post.body()));
    headers.forEach(request::header);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static Post json(String body) {
    return new Post("POST", null, "application/json", body.getBytes(UTF_8));
  }

  private static URI uri(String path) {
    return HERE.installation.address().gateway().resolve(path);
  }

  /** The one event of a kind that an answered delivery became. */
  private static Map<String, String> event(String kind, HttpResponse<String> answer) {
    String delivery = answer.headers().firstValue("X-Delivery-Id").orElseThrow();
    String sql =
        "select body->>'phone' as phone, body->>'full_name' as full_name, body->>'call_id' as call_id,"
            + " event_id::text as event_id from app.events where delivery_id = ?::uuid and kind = '"
            + kind
            + "'";
    await().atMost(SOON).untilAsserted(() -> assertThat(HERE.rows(sql, delivery)).hasSize(1));
    return HERE.rows(sql, delivery).get(0);
  }

  /** The row that it made. */
  private static Map<String, String> row(String kind, HttpResponse<String> answer) {
    Map<String, String> event = event(kind, answer);
    List<Map<String, String>> rows =
        kind.equals("call")
            ? HERE.rows("select * from analytics.calls where call_id = ?", event.get("call_id"))
            : HERE.rows(
                "select l.* from analytics.leads l join analytics.lead_touches t using (lead_id) where t.event_id = ?::uuid",
                event.get("event_id"));
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }
}
