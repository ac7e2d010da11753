package dev.trunkline.allinone.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One thing that goes wrong. */
record Fault(Kind kind, Target target) {

  /** Every fault there is, in a fixed order. */
  static final List<Fault> ALL = all();

  /** Those that this machine can make. */
  static List<Fault> within(Abilities abilities) {
    Predicate<Fault> can =
        fault ->
            switch (fault.kind) {
              case FILL_DISK, CUT_POWER -> abilities.disks();
              case FAIL_SYNC -> abilities.tracing();
              case FREEZE, KILL, KILL_STARTING, END, CUT, CUT_MIDWAY, STALL, SLOW, SKEW_CLOCK ->
                  true;
            };
    return ALL.stream().filter(can).toList();
  }

  private static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    List<Target> processes = new ArrayList<>(Target.SERVERS);
    processes.addAll(Target.STAGES);
    for (Target process : processes) {
      all.add(new Fault(Kind.KILL, process));
      all.add(new Fault(Kind.END, process));
      all.add(new Fault(Kind.FREEZE, process));
    }
    all.add(new Fault(Kind.KILL, Target.EVERYTHING));
    all.add(new Fault(Kind.KILL_STARTING, Target.BROKER));
    for (Target stage : Target.STAGES) {
      all.add(new Fault(Kind.KILL_STARTING, stage));
    }
    for (Target way : Target.WAYS) {
      all.add(new Fault(Kind.CUT, way));
      all.add(new Fault(Kind.CUT_MIDWAY, way));
      all.add(new Fault(Kind.STALL, way));
      all.add(new Fault(Kind.SLOW, way));
    }
    for (Target clock : Target.STAGES) {
      all.add(new Fault(Kind.SKEW_CLOCK, clock));
    }
    for (Target store : List.of(Target.GATEWAY, Target.BROKER, Target.POSTGRES)) {
      all.add(new Fault(Kind.FAIL_SYNC, store));
    }
    all.add(new Fault(Kind.FILL_DISK, Target.EVERYTHING));
    all.add(new Fault(Kind.CUT_POWER, Target.EVERYTHING));
    return List.copyOf(all);
  }

  @Override
  public String toString() {
    return kind + " " + target;
  }
}
