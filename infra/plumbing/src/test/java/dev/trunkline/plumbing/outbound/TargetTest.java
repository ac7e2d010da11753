package dev.trunkline.plumbing.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://2130706433/",
        "https://0/",
        "https://0x7f.1/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.0.01/",
        "https://256.0.0.1/",
        "https://127.0.0.1./",
        "https://vendor.example./",
        "https://user@vendor.example/",
        "https://user:pass@vendor.example/",
        "https://vendor.example@127.0.0.1/",
        "https://[fe80::1%25eth0]/",
        "https://[fe80::1%eth0]/",
        "https://１２７.0.0.1/",
        "https://vendor。example/",
        "https://vendör.example/",
        "https://a_b.example/",
        "https://-a.example/",
        "https://vendor.example:0/",
        "https://vendor.example:99999/",
        "https:///path",
        "https:vendor.example",
        "vendor.example/path",
        "//vendor.example/",
        "http://vendor.example/",
        "file:///etc/passwd",
        "gopher://vendor.example/",
        "ftp://vendor.example/",
        "jar:https://vendor.example/!/",
        "https://vendor%2eexample/"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String uri) {
    assertThatThrownBy(() -> Target.of(URI.create(uri), false))
        .isInstanceOf(Target.Unfit.class)
        .message()
        .doesNotContain("vendor", "127", "user:", "pass", "etc");
  }

  @Test
  void plainHostsAndAddressesAreTaken() throws Exception {
    assertThat(Target.of(URI.create("https://API.Vendor.example"), false))
        .isEqualTo(new Target(true, "api.vendor.example", 443, "/"));
    assertThat(Target.of(URI.create("https://xn--vendr-jua.example:8443/a%20b?c=d#e"), false))
        .isEqualTo(new Target(true, "xn--vendr-jua.example", 8443, "/a%20b?c=d"));
    assertThat(Target.of(URI.create("http://192.0.2.1/x?"), true))
        .isEqualTo(new Target(false, "192.0.2.1", 80, "/x?"));
    assertThat(Target.of(URI.create("https://[2001:DB8::1]:443/é"), false))
        .isEqualTo(new Target(true, "2001:db8::1", 443, "/%C3%A9"));
  }

  @Test
  void aTargetShowsNeitherPathNorQuery() throws Exception {
    assertThat(Target.of(URI.create("https://vendor.example/p?key=hidden"), false))
        .hasToString("https://vendor.example:443");
  }
}
