package dev.trunkline.load.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes up calls and leads, by seed. All times are in whole seconds, as the vendors tell them. */
final class Happenings {

  private static final int LONGEST = 600;
  private static final Instant IDS_SINCE = Instant.parse("2017-07-14T00:00:00Z");
  private static final String[] SPOKEN = {"SALE", "NI", "CALLBK", "HU"};
  private static final String[] UNSPOKEN = {"NA", "B", "AA", "DROP"};
  private static final String[] FIRST = {"Jordan", "Dana", "Sam", "Alex", "Robin"};
  private static final String[] LAST = {"Lee", "Marsh", "Stone", "Field", "Brook"};
  private static final String[] HEBREW = {"דויד", "Cohen, Dan", "נועה", "Levi, Tal"};

  private final long seed;
  private final Instant from;
  private final int stretch;
  private final int customers;
  private final Chance chance;

  Happenings(long seed, Instant from, Instant to, int calls) {
    if (calls < 0 || calls > Traffic.MOST) {
      throw new IllegalArgumentException("calls: between 0 and " + Traffic.MOST);
    }
    Duration length = Duration.between(from, to);
    if (length.toSeconds() < 10) {
      throw new IllegalArgumentException("to: at least 10 seconds after from");
    }
    this.seed = seed;
    this.from = Instant.ofEpochSecond(Math.ceilDiv(from.toEpochMilli(), 1_000L));
    this.stretch = (int) Duration.between(this.from, to.minusNanos(1)).toSeconds();
    this.customers = Math.max(1, calls / 5);
    this.chance = new Chance(seed, length);
  }

  ScriptedCall convoso(int number) {
    boolean spoken = chance.between(1, 10) <= 6;
    String status = chance.oneOf(spoken ? SPOKEN : UNSPOKEN);
    boolean inbound = status.equals("DROP") || (spoken && chance.between(1, 4) == 1);
    int seconds = spoken ? seconds(20) : status.equals("AA") ? seconds(5) : 0;
    Instant start = start(seconds);
    int customer = customer();
    String id = id(start, number);
    List<ScriptedRecording> recordings =
        seconds > 0 ? List.of(ScriptedRecording.of(id, start, seconds)) : List.of();
    return new ScriptedCall(
        id,
        String.valueOf(408_000L + customer),
        "202555%04d".formatted(customer % 10_000),
        status,
        inbound ? "INBOUND" : chance.oneOf(new String[] {"OUTBOUND", "MANUAL"}),
        start,
        seconds,
        chance.oneOf(ScriptedCall.Unrecorded.values()),
        ScriptedCall.Form.OBJECT,
        Behaviours.PROPER,
        recordings);
  }

  KnowlarityCall knowlarity(int number) {
    KnowlarityCall.Outcome outcome =
        chance.between(1, 2) == 1
            ? KnowlarityCall.Outcome.ANSWERED
            : chance.oneOf(KnowlarityCall.Outcome.values());
    boolean coin = chance.between(1, 2) == 1;
    boolean outgoing =
        switch (outcome) {
          case ANSWERED, BUSY -> coin;
          case CUSTOMER_MISSED -> true;
          case AGENT_MISSED, VOICEMAIL, MENU, NOT_PROCESSED -> false;
        };
    int seconds =
        switch (outcome) {
          case ANSWERED, VOICEMAIL, MENU -> seconds(5);
          case AGENT_MISSED, CUSTOMER_MISSED, BUSY, NOT_PROCESSED -> 0;
        };
    Instant start = start(seconds);
    return new KnowlarityCall(
        uuid("knowlarity", number),
        100_000L + number,
        "+9190000%05d".formatted(customer()),
        "+9190000%05d".formatted(90_000 + chance.between(1, 5)),
        outcome,
        outgoing,
        start,
        seconds);
  }

  OneComCall onecom(int number) {
    OneComCall.Outcome outcome =
        chance.between(1, 2) == 1
            ? OneComCall.Outcome.ANSWERED
            : chance.oneOf(OneComCall.Outcome.values());
    boolean outgoing = outcome != OneComCall.Outcome.VOICEMAIL && chance.between(1, 2) == 1;
    int seconds = seconds(2);
    int ringing = outcome.isTaken() ? chance.between(1, Math.min(20, seconds - 1)) : seconds;
    Instant start = start(seconds);
    String sequence = String.valueOf(4_200_000 + number) + Math.floorMod(seed, 10L);
    return new OneComCall(
        "pbx24-%d.%s".formatted(start.getEpochSecond(), sequence),
        "88" + id(start, number),
        "0500000%03d".formatted(customer() % 1_000),
        chance.oneOf(HEBREW),
        String.valueOf(chance.between(201, 219)),
        outgoing,
        outcome,
        start,
        seconds,
        ringing);
  }

  KnowrithmLead knowrithm(int number) {
    int later = chance.between(1, stretch);
    Instant created = start(later);
    List<KnowrithmLead.State> states = new ArrayList<>();
    states.add(new KnowrithmLead.State(created, "new"));
    if (chance.between(1, 2) == 1) {
      String word = chance.oneOf(new String[] {"contacted", "qualified", "converted", "lost"});
      states.add(new KnowrithmLead.State(created.plusSeconds(later), word));
    }
    String id = uuid("knowrithm", number);
    return new KnowrithmLead(
        id,
        chance.oneOf(FIRST),
        chance.oneOf(LAST),
        "lead-%s@example.com".formatted(id.substring(0, 8)),
        "+1202555%04d".formatted(customer() % 10_000),
        states);
  }

  /** Ended, too, within the stretch. */
  private Instant start(int seconds) {
    return from.plusSeconds(chance.between(0, stretch - seconds));
  }

  private int seconds(int least) {
    int longest = Math.min(LONGEST, stretch / 2);
    return chance.between(Math.min(least, longest), longest);
  }

  private int customer() {
    return chance.between(0, Math.min(customers, 90_000) - 1);
  }

  /** Up to 15 digits: others than those of calls that began at another time or by another seed. */
  private String id(Instant start, int number) {
    long seconds = Duration.between(IDS_SINCE, start).toSeconds();
    return String.valueOf((seconds * Traffic.MOST + number) * 10 + Math.floorMod(seed, 10L));
  }

  private String uuid(String vendor, int number) {
    String name = vendor + "/" + seed + "/" + from + "/" + number;
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }
}
