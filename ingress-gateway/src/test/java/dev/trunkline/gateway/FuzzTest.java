package dev.trunkline.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.trunkline.vendors.AddressBlocks;
import dev.trunkline.vendors.Proof;
import dev.trunkline.vendors.Secret;
import dev.trunkline.vendors.SignedText;
import dev.trunkline.vendors.Signing;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent, nothing is thrown, and nothing is believed that a plain verifier would refuse.
 * Runs its seeds in the suite; {@code JAZZER_FUZZ=1 mvn -pl ingress-gateway -am -Dtest='FuzzTest#…'
 * -Dsurefire.failIfNoSpecifiedTests=false test} hunts for ten minutes.
 */
class FuzzTest {

  private static final Secret KEY = new Secret("KEY", "fuzz-test-secret");
  private static final Proof.Hmac STAMPED =
      new Proof.Hmac(
          new Signing(
              "X-Sig",
              "v1",
              Proof.Encoding.HEX,
              "",
              false,
              SignedText.of("{t}.{body}"),
              new Signing.Stamp(null, "t", Signing.Stamp.Unit.S, Duration.ofMinutes(5)),
              null,
              null,
              null),
          Proof.Algorithm.SHA256,
          List.of(KEY));
  private static final Proof.Hmac PLAIN =
      new Proof.Hmac("X-Sig", Proof.Algorithm.SHA256, Proof.Encoding.BASE64, "v0=", List.of(KEY));

  /** In what is sent {@code $T} is the time and {@code $V}, {@code $B} what would be right. */
  @com.code_intelligence.jazzer.junit.FuzzTest(maxDuration = "10m")
  void whatAPlainVerifierRefusesIsNotBelieved(FuzzedDataProvider data) throws Exception {
    byte[] body = data.consumeBytes(64);
    verify(body, data.consumeRemainingAsString());
  }

  @com.code_intelligence.jazzer.junit.FuzzTest(maxDuration = "10m")
  void headersAndQueriesAreReadWithoutAWordAndLoseTheirSecrets(FuzzedDataProvider data) {
    String query = data.consumeString(200);
    read(query, data.consumeRemainingAsString());
  }

  @com.code_intelligence.jazzer.junit.FuzzTest(maxDuration = "10m")
  void anAddressIsWhereAPlainReaderSeesItToo(FuzzedDataProvider data) throws Exception {
    String block = data.consumeString(50);
    locate(block, data.consumeRemainingAsString());
  }

  @Test
  void seeds() throws Exception {
    for (String header :
        List.of(
            "t=$T,v1=$V", "v1=$V,t=$T,v1=0", "t=$T, v1=$V", "t=$T,v1=", "v0=$B", "v0=$B ", "")) {
      verify("{}".getBytes(UTF_8), header);
    }
    read("a=1&to%6Ben=x&token=y&TOKEN=z", "10.0.0.1, 203.0.113.9");
    read("token", "Basic eDp5");
    read("%=%zz&&=&token=%", ",,;");
    locate("10.0.0.0/8", "10.1.2.3");
    locate("2001:db8::/32", "2001:db8::1");
    locate("::ffff:10.0.0.0/104", "10.9.9.9");
    locate("0.0.0.0/0", "::ffff:1.2.3.4");
    locate("::/2", "::00000000000000000000.00000000000000000000");
    locate("::000000/00000000200000000000000000000000000000000", "::");
  }

  private static void verify(byte[] body, String written) throws Exception {
    long now = OpenGateway.NOW.getEpochSecond();
    String right = HexFormat.of().formatHex(mac((now + "." + latin(body)).getBytes(ISO_8859_1)));
    String header =
        written
            .replace("$T", Long.toString(now))
            .replace("$V", right)
            .replace("$B", Base64.getEncoder().encodeToString(mac(body)));
    Claim claim = claim(header, null, body);
    if (Doorkeeper.judge(STAMPED, claim) instanceof Verdict.Genuine) {
      assertThat(plainStamped(header, body, now)).as(header).isTrue();
    }
    if (Doorkeeper.judge(PLAIN, claim) instanceof Verdict.Genuine) {
      assertThat(header).isEqualTo("v0=" + Base64.getEncoder().encodeToString(mac(body)));
    }
    Verdict unused =
        Doorkeeper.judge(
            new Proof.StandardWebhooks(
                "x",
                Duration.ofMinutes(5),
                List.of(new Secret("S", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))),
            claim);
    assertThat(unused).isNotInstanceOf(Verdict.Genuine.class);
  }

  private static boolean plainStamped(String header, byte[] body, long now) throws Exception {
    String time = null;
    for (String element : header.split(",")) {
      if (element.trim().startsWith("t=")) {
        time = element.trim().substring(2);
      }
    }
    if (time == null || Math.abs(Long.parseLong(time) - now) > 300) {
      return false;
    }
    String right = HexFormat.of().formatHex(mac((time + "." + latin(body)).getBytes(ISO_8859_1)));
    return Arrays.stream(header.split(",")).map(String::trim).anyMatch(("v1=" + right)::equals);
  }

  private static void read(String query, String header) {
    Claim claim = claim(header, query, new byte[0]);
    for (Proof proof :
        List.of(
            new Proof.HeaderSecret("X-Sig", List.of(KEY)),
            new Proof.Basic("x", List.of(KEY)),
            new Proof.QuerySecret("token", List.of(KEY)))) {
      Verdict verdict = Doorkeeper.judge(proof, claim);
      assertThat(verdict instanceof Verdict.Genuine).isFalse();
    }
    String rest = Query.without(query, Set.of("token"));
    assertThat(Query.values(rest, "token")).isEmpty();
    Peer peer = Peer.of("127.0.0.1", List.of(header), AddressBlocks.of(List.of("127.0.0.1")));
    assertThat(peer.address()).matches("[0-9a-f.:]+");
    String clean = Headers.clean(header, Headers.LONGEST);
    assertThat(clean).doesNotContain("\r").doesNotContain("\n");
  }

  private static void locate(String block, String address) throws Exception {
    AddressBlocks blocks;
    try {
      blocks = AddressBlocks.of(List.of(block));
    } catch (IllegalArgumentException e) {
      return;
    }
    if (blocks.contain(address)) {
      String[] parts = block.split("/");
      byte[] first = plain(parts[0]);
      byte[] other = plain(address);
      int written = parts.length == 1 ? -1 : Integer.parseInt(parts[1]);
      int bits = first.length * 8;
      int prefix =
          written < 0 ? bits : bits == 32 && parts[0].contains(":") ? written - 96 : written;
      assertThat(other).hasSameSizeAs(first);
      for (int bit = 0; bit < prefix; bit++) {
        int mask = 0x80 >> (bit % 8);
        assertThat(first[bit / 8] & mask)
            .as("%s in %s", address, block)
            .isEqualTo(other[bit / 8] & mask);
      }
    }
  }

  /** As the JDK reads a literal: an IPv4 address that is written as IPv6 has four bytes. */
  private static byte[] plain(String literal) throws Exception {
    return InetAddress.getByName(literal).getAddress();
  }

  private static Claim claim(String header, String query, byte[] body) {
    Map<String, List<String>> headers =
        Map.of("X-Sig", List.of(header), "authorization", List.of(header));
    return new Claim(
        name -> headers.getOrDefault(name, List.of()),
        "/hooks/x",
        query,
        null,
        "203.0.113.9",
        OpenGateway.NOW,
        body);
  }

  private static String latin(byte[] body) {
    return new String(body, ISO_8859_1);
  }

  private static byte[] mac(byte[] bytes) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.bytes(), "HmacSHA256"));
    return mac.doFinal(bytes);
  }
}
