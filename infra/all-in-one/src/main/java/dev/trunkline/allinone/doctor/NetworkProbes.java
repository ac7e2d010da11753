package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the way to vendors must be like. Pure. */
final class NetworkProbes {

  private static final Duration SOON = Duration.ofDays(14);

  static final List<Probe<NetworkFacts>> ALL =
      List.of(
          new Probe<>("names", NetworkProbes::names),
          new Probe<>("tls", NetworkProbes::tls),
          new Probe<>("certificates", NetworkProbes::certificates));

  private NetworkProbes() {}

  private static Judgement names(NetworkFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (NetworkFacts.Host host : facts.hosts()) {
      if (host.addresses() == 0) {
        findings.add(
            new Finding(
                "no address for " + host.name(),
                "recordings and histories of its vendor cannot be asked for",
                "getent hosts %s; /etc/resolv.conf names the servers that know"
                    .formatted(host.name())));
      }
    }
    return new Judgement(facts.hosts().size() + " hosts of vendors", findings);
  }

  private static Judgement tls(NetworkFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (NetworkFacts.Host host : facts.hosts()) {
      if (host.addresses() > 0 && host.trouble() != null) {
        findings.add(
            new Finding(
                "no encrypted connection to %s: %s".formatted(host.name(), host.trouble()),
                "nothing is asked of whom we cannot be sure of",
                "a firewall that lets 443 out, a clock that is right, and the company's own certificate in Java's store (keytool -importcert -cacerts); openssl s_client -connect %s:443"
                    .formatted(host.name())));
      }
    }
    return new Judgement(
        facts.hosts().stream().filter(host -> host.until() != null).count() + " trusted", findings);
  }

  private static Judgement certificates(NetworkFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (NetworkFacts.Host host : facts.hosts()) {
      Instant until = host.until();
      if (until != null && until.isBefore(facts.now().plus(SOON))) {
        findings.add(
            new Finding(
                "the certificate of %s ends on %s".formatted(host.name(), until),
                "from then on nothing is asked of it",
                "tell the vendor; recordings that are due then wait"));
      }
    }
    return new Judgement(
        findings.isEmpty() ? "none ends soon" : findings.size() + " end soon", findings);
  }
}
