package dev.trunkline.allinone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.trunkline.load.DemoSources;
import dev.trunkline.load.Repertoire;
import dev.trunkline.load.Signer;
import dev.trunkline.load.Story;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Vendors;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;

/**
 * What is posted: a vendor's sample of about 1 KiB, signed over its bytes.
 *
 * @param proof the only one of the door, with its secret
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record Webhook(Door door, Proof.Hmac proof, byte[] body) {

  private static final int SIZE = 1024;

  /** Of the vendors that we know the one whose body is nearest to that size. */
  static Webhook usual() {
    Vendors vendors = Vendors.builtIn();
    return Repertoire.of(vendors, DemoSources.forSamples(vendors)).stories().stream()
        .filter(Webhook::fits)
        .min(Comparator.comparingInt(story -> Math.abs(story.sample().body().length - SIZE)))
        .map(
            story ->
                new Webhook(
                    story.door(),
                    (Proof.Hmac) story.door().proofs().getFirst(),
                    story.sample().body()))
        .orElseThrow();
  }

  private static boolean fits(Story story) {
    return story.isTaken()
        && story.sample().method().equals("POST")
        && story.sample().query() == null
        && "application/json".equals(story.sample().contentType())
        && story.door().proofs().size() == 1
        && story.door().proofs().getFirst() instanceof Proof.Hmac hmac
        && hmac.algorithm() == Proof.Algorithm.SHA256
        && hmac.signing().encoding() == Proof.Encoding.HEX;
  }

  /** The request as on the wire; what a vendor's client sends beside it included. */
  byte[] request() {
    StringBuilder head =
        new StringBuilder("POST %s HTTP/1.1\r\n".formatted(door.path()))
            .append("Host: 127.0.0.1\r\n")
            .append("User-Agent: webhooks/1.0\r\n")
            .append("Accept: */*\r\n")
            .append("Content-Type: application/json\r\n")
            .append("Content-Length: %d\r\n".formatted(body.length));
    Signer.prove(door, body)
        .headers()
        .forEach((name, value) -> head.append("%s: %s\r\n".formatted(name, value)));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }
}
