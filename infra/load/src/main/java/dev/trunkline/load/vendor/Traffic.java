package dev.trunkline.load.vendor;

import dev.trunkline.load.Post;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What happens at four vendors in a stretch of time: told once by {@link #hooks()}, and by the
 * history of {@link FakeVendors} that it is added to. Both say the same of every call.
 */
public record Traffic(
    List<ScriptedCall> convoso,
    List<KnowlarityCall> knowlarity,
    List<OneComCall> onecom,
    List<KnowrithmLead> knowrithm) {

  /** Of calls and leads: ids hold their number in so many digits. */
  public static final int MOST = 100_000;

  /** Copies the lists. */
  public Traffic {
    convoso = List.copyOf(convoso);
    knowlarity = List.copyOf(knowlarity);
    onecom = List.copyOf(onecom);
    knowrithm = List.copyOf(knowrithm);
  }

  /**
   * So many calls and leads, all of them begun and ended within these times; the same arguments
   * always make the same traffic. Of ten, four are Convoso's calls, three Knowlarity's, two
   * OneCom's, and one is a lead of Knowrithm's. Customers call several times, and some of
   * Knowrithm's leads are Convoso's customers.
   *
   * @param from included
   * @param to not included; at least 10 seconds later
   * @param calls and leads, at most {@link #MOST}
   */
  public static Traffic of(long seed, Instant from, Instant to, int calls) {
    Happenings happenings = new Happenings(seed, from, to, calls);
    List<ScriptedCall> convoso = new ArrayList<>();
    List<KnowlarityCall> knowlarity = new ArrayList<>();
    List<OneComCall> onecom = new ArrayList<>();
    List<KnowrithmLead> knowrithm = new ArrayList<>();
    for (int number = 0; number < calls; number++) {
      switch (number % 10) {
        case 0, 3, 5, 8 -> convoso.add(happenings.convoso(number));
        case 1, 4, 7 -> knowlarity.add(happenings.knowlarity(number));
        case 2, 6 -> onecom.add(happenings.onecom(number));
        default -> knowrithm.add(happenings.knowrithm(number));
      }
    }
    return new Traffic(convoso, knowlarity, onecom, knowrithm);
  }

  /** All that is told to webhooks, in the order of its time. */
  public List<Hook> hooks() {
    List<Hook> hooks = new ArrayList<>();
    ConvosoCalls connect = ConvosoCalls.pacific();
    for (ScriptedCall call : convoso) {
      hooks.add(new Hook("convoso", "call", call.endedAt(), call.callLogId(), connect.hook(call)));
    }
    for (KnowlarityCall call : knowlarity) {
      hooks.add(new Hook("knowlarity", "call", call.endedAt(), call.uuid(), call.hook()));
    }
    for (OneComCall call : onecom) {
      hooks.add(new Hook("onecom", "call", call.endedAt(), call.uniqueid(), call.hook()));
    }
    for (KnowrithmLead lead : knowrithm) {
      for (KnowrithmLead.State state : lead.states()) {
        Post post = lead.hook(state);
        hooks.add(new Hook("knowrithm", "event", state.at(), lead.id(), post));
      }
    }
    hooks.sort(Comparator.comparing(Hook::at));
    return List.copyOf(hooks);
  }
}
