package dev.trunkline.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** A request at a door. */
record Knock(String method, String target, Map<String, String> headers, String body) {

  /** What was answered: its status, and all of it as a text. */
  record Answered(int status, String text) {}

  static Knock post(String target, Map<String, String> headers, String body) {
    return new Knock("POST", target, headers, body);
  }

  static Knock get(String target) {
    return new Knock("GET", target, Map.of(), "");
  }

  /** Callers at this address of this machine: who fails too often is told nothing any more. */
  static HttpClient callers(String address) throws IOException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .localAddress(InetAddress.getByName(address))
        .build();
  }

  Answered at(URI gateway, HttpClient caller) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway + target))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body, UTF_8));
    headers.forEach(request::setHeader);
    HttpResponse<String> answer = caller.send(request.build(), BodyHandlers.ofString());
    return new Answered(answer.statusCode(), answer.headers().map() + "\n" + answer.body());
  }
}
