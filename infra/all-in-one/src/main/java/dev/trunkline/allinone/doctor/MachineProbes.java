package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.assertion.Finding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a machine must be like. Pure. */
final class MachineProbes {

  /** The launcher says so, too. */
  private static final int JAVA = 21;

  private static final long GIB = 1024L * 1024 * 1024;

  /** A heap of 1 GiB for broker and stages, and as much for Postgres and the disk's cache. */
  private static final long MEMORY = 2 * GIB;

  private static final long AVAILABLE = GIB / 4;
  private static final long DESCRIPTORS = 4_096;

  /** The audit spills there. */
  private static final long TEMPORARY = GIB / 2;

  /** Rules of a country change with a few months' notice. */
  private static final int ZONES_AGE_YEARS = 2;

  /** This program is not older than that. */
  private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

  static final List<Probe<MachineFacts>> ALL =
      List.of(
          new Probe<>("jdk", MachineProbes::jdk),
          new Probe<>("memory", MachineProbes::memory),
          new Probe<>("processors", MachineProbes::processors),
          new Probe<>("open-files", MachineProbes::descriptors),
          new Probe<>("temporary-folder", MachineProbes::temporary),
          new Probe<>("time-zones", MachineProbes::zones),
          new Probe<>("clock", MachineProbes::clock),
          new Probe<>("ports", MachineProbes::ports));

  private MachineProbes() {}

  private static Judgement jdk(MachineFacts facts) {
    String found = "Java " + facts.java() + (facts.compiler() ? ", with a compiler" : "");
    return Judgement.of(
        found,
        facts.java() < JAVA || !facts.compiler(),
        facts.java() < JAVA
            ? "Java %d, not %d or newer".formatted(facts.java(), JAVA)
            : "this Java has no compiler",
        "the launcher builds with it, and starts nothing else",
        "apt-get install openjdk-%d-jdk, or JAVA_HOME=…".formatted(JAVA));
  }

  private static Judgement memory(MachineFacts facts) {
    List<Finding> findings = new ArrayList<>();
    String why =
        "broker, stages and Postgres need about 2 GiB together; the system kills what finds none";
    if (facts.memory() < MEMORY) {
      findings.add(
          new Finding(
              "%s of memory, not %s or more"
                  .formatted(Texts.bytes(facts.memory()), Texts.bytes(MEMORY)),
              why,
              "more memory for the machine or the container, or TRUNKLINE_JAVA_OPTIONS=-Xmx512m for a trial"));
    }
    Long available = facts.available();
    if (available != null && available < AVAILABLE) {
      findings.add(
          new Finding(
              "only %s of memory are available".formatted(Texts.bytes(available)),
              why,
              "see who has it: ps aux --sort=-rss | head"));
    }
    return new Judgement(
        Texts.bytes(facts.memory())
            + (available == null ? "" : ", " + Texts.bytes(available) + " available"),
        findings);
  }

  private static Judgement processors(MachineFacts facts) {
    return Judgement.of(
        "" + facts.processors(),
        facts.processors() < 2,
        "one processor",
        "broker, database and four stages take turns on it: deliveries are answered late",
        "a second one for the machine or the container");
  }

  private static Judgement descriptors(MachineFacts facts) {
    Long descriptors = facts.descriptors();
    if (descriptors == null) {
      return Judgement.well("not told by this system");
    }
    return Judgement.of(
        "%,d".formatted(descriptors),
        descriptors < DESCRIPTORS,
        "a process may have %,d files open, not %,d or more".formatted(descriptors, DESCRIPTORS),
        "the broker keeps three files a partition open, and a socket for each caller; it stops where none is left",
        "ulimit -n 65536 before the start, or LimitNOFILE=65536 in the service's unit");
  }

  private static Judgement temporary(MachineFacts facts) {
    MachineFacts.Temporary folder = facts.temporary();
    List<Finding> findings = new ArrayList<>();
    String elsewhere = "another folder: TRUNKLINE_JAVA_OPTIONS=-Djava.io.tmpdir=/var/tmp";
    if (!folder.writable()) {
      findings.add(
          new Finding(
              folder.folder() + " cannot be written to",
              "the journal's library is unpacked there, and the audit spills there",
              elsewhere));
    } else if (!folder.executable()) {
      findings.add(
          new Finding(
              "nothing in " + folder.folder() + " can be run (mounted noexec?)",
              "the journal's library is unpacked there and loaded: the gateway would not start",
              elsewhere));
    }
    if (folder.free() < TEMPORARY) {
      findings.add(
          new Finding(
              "%s has %s free, not %s or more"
                  .formatted(folder.folder(), Texts.bytes(folder.free()), Texts.bytes(TEMPORARY)),
              "the audit spills there: twice the size of the topics",
              elsewhere));
    }
    return new Judgement(folder.folder() + ", " + Texts.bytes(folder.free()) + " free", findings);
  }

  private static Judgement zones(MachineFacts facts) {
    List<Finding> findings = new ArrayList<>();
    String cure = "a newer release of the JDK brings newer rules";
    if (!facts.unknownZones().isEmpty()) {
      findings.add(
          new Finding(
              "unknown to this Java: " + String.join(", ", facts.unknownZones()),
              "the local times that vendors send could not be read",
              cure));
    }
    int year = Integer.parseInt(facts.zones().substring(0, 4));
    if (year < facts.now().atOffset(ZoneOffset.UTC).getYear() - ZONES_AGE_YEARS) {
      findings.add(
          new Finding(
              "the rules of time zones are of " + facts.zones(),
              "where a country changed its clocks since, local times of its vendors are an hour off",
              cure));
    }
    return new Judgement("rules of " + facts.zones(), findings);
  }

  private static Judgement clock(MachineFacts facts) {
    return Judgement.of(
        facts.now().toString(),
        facts.now().isBefore(BUILT),
        "the clock says " + facts.now(),
        "it is before this program was made: deliveries would be dated wrongly, and old ones never expire",
        "timedatectl set-ntp true");
  }

  private static Judgement ports(MachineFacts facts) {
    List<Finding> findings = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (MachineFacts.Port port : facts.ports()) {
      found.add(
          "%s %d %s"
              .formatted(port.what(), port.number(), port.state().name().toLowerCase(Locale.ROOT)));
      if (port.state() == MachineFacts.Port.State.TAKEN) {
        findings.add(
            new Finding(
                "port %d is taken by another program".formatted(port.number()),
                "%s would listen on any free one, and who knows the usual one finds somebody else there"
                    .formatted(port.what()),
                "ss -ltnp 'sport = :%d' says who; or choose one: trunkline up %s PORT"
                    .formatted(port.number(), port.option())));
      }
    }
    return new Judgement(String.join(", ", found), findings);
  }
}
