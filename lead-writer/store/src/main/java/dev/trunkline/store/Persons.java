package dev.trunkline.store;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Keeps persons in line with the lead events that count: those that share a {@code (source,
 * vendor_lead_id)} or a number that is not ours belong together, transitively (architecture,
 * Persons).
 *
 * <p>New events only unite, which costs as much as the smaller side. A removal separates only where
 * it took the last event that tied an id to a number, and both are named by others; only then is
 * the whole person looked at.
 */
final class Persons {

  private final Handle handle;
  private final LeadFacts facts;
  private final Rows rows;

  /** By person what changed of it. */
  private final Map<String, Rows.Delta> deltas = new HashMap<>();

  Persons(Handle handle) {
    this.handle = handle;
    this.facts = new LeadFacts(handle);
    this.rows = new Rows(handle, EntityTable.LEADS);
  }

  /** Takes all persons until the transaction ends: a tie may join any two of them. */
  void take() {
    handle.execute("select pg_advisory_xact_lock(hashtext('app.persons'))");
  }

  /**
   * Brings persons in line with the lead events that count.
   *
   * @param changes of lead events
   * @param toggled numbers that began or ceased to be ours
   */
  Settled settle(List<Change> changes, Set<String> toggled) {
    List<Change> appeared = changes.stream().filter(Change::appeared).toList();
    List<Change> vanished = changes.stream().filter(Change::vanished).toList();
    List<Tie> removed = facts.remove(vanished);
    removed.forEach(tie -> delta(tie.person(), tie.event(), -1));
    List<Change> moved =
        changes.stream().filter(change -> !change.appeared() && !change.vanished()).toList();
    facts.move(moved).forEach(tie -> delta(tie.person(), tie.event(), 0));

    Map<String, LoggedEvent> events = new HashMap<>();
    for (Change change : appeared) {
      LoggedEvent event = change.after() == null ? null : change.after().event();
      if (event != null) {
        events.put(event.id(), event);
      }
    }
    List<Tie> fresh = events.values().stream().map(LeadFacts::tie).toList();
    Set<String> ours = ours(fresh, toggled);
    separate(removed, toggled, ours);
    List<Tie> ties = new ArrayList<>(fresh);
    // Numbers that are no longer ours unite whoever names them.
    ties.addAll(facts.ofPhones(toggled.stream().filter(phone -> !ours.contains(phone)).toList()));
    Map<String, Long> persons = unite(ties, ours);
    facts.insert(appeared, persons);
    events.keySet().forEach(event -> delta(persons.getOrDefault(event, 0L), event, 1));
    return refold(events);
  }

  private void delta(long person, String event, int more) {
    String key = Long.toString(person);
    deltas.put(key, deltas.getOrDefault(key, Rows.Delta.none()).plus(event, more));
  }

  private Set<String> ours(List<Tie> fresh, Set<String> toggled) {
    Set<String> phones = new HashSet<>(toggled);
    for (Tie tie : fresh) {
      if (tie.phone() != null) {
        phones.add(tie.phone().substring(Tie.PHONE.length()));
      }
    }
    return new Numbers(handle).ours(phones);
  }

  /** Takes apart those whose tie is gone. */
  private void separate(List<Tie> removed, Set<String> toggled, Set<String> ours) {
    Set<String> named = new HashSet<>();
    removed.forEach(tie -> named.addAll(tie.keys()));
    Map<String, Long> known = new HashMap<>(facts.keys(named));
    Set<String> alive = facts.alive(known.keySet());
    Set<String> dead = new HashSet<>(known.keySet());
    dead.removeAll(alive);
    Map<String, Long> oursNow =
        facts.keys(ours.stream().filter(toggled::contains).map(p -> Tie.PHONE + p).toList());
    dead.addAll(oursNow.keySet());
    facts.forget(dead);
    Set<Long> suspects = new HashSet<>(oursNow.values());
    suspects.addAll(torn(removed, known, alive));
    if (!suspects.isEmpty()) {
      regroup(suspects);
    }
  }

  /**
   * Persons that the removed ties may have held together: where what they joined, and nothing joins
   * so directly any more, includes two keys that others still name.
   */
  private Set<Long> torn(List<Tie> removed, Map<String, Long> known, Set<String> alive) {
    List<Tie> pairs =
        removed.stream()
            .filter(tie -> tie.id() != null && tie.phone() != null)
            .filter(tie -> known.keySet().containsAll(tie.keys()))
            .toList();
    Set<String> tied = facts.tied(pairs);
    Groups groups = new Groups();
    for (Tie tie : pairs) {
      if (tie.id() != null && tie.phone() != null && !tied.contains(tie.id() + " " + tie.phone())) {
        groups.unite(tie.id(), tie.phone());
      }
    }
    Set<Long> torn = new HashSet<>();
    for (List<String> keys : groups.all()) {
      List<String> left = keys.stream().filter(alive::contains).toList();
      if (left.size() > 1) {
        left.forEach(key -> torn.add(known.getOrDefault(key, 0L)));
      }
    }
    return torn;
  }

  /** Looks at whole persons: the largest part of each stays who it was. */
  private void regroup(Set<Long> suspects) {
    Map<String, Long> keys = facts.keysOf(suspects);
    Map<Long, List<Tie>> byPerson =
        facts.ofPersons(suspects).stream().collect(groupingBy(Tie::person));
    List<Part> leaving = new ArrayList<>();
    for (List<Tie> ties : byPerson.values()) {
      List<Part> parts = Part.of(ties, keys.keySet());
      leaving.addAll(parts.subList(1, parts.size()));
    }
    List<Long> fresh = facts.fresh(leaving.size());
    Map<String, Long> events = new HashMap<>();
    Map<String, Long> led = new HashMap<>();
    for (int i = 0; i < leaving.size(); i++) {
      long person = fresh.get(i);
      for (Tie tie : leaving.get(i).ties()) {
        delta(tie.person(), tie.event(), -1);
        delta(person, tie.event(), 1);
        events.put(tie.event(), person);
      }
      leaving.get(i).keys().forEach(key -> led.put(key, person));
    }
    facts.assign(events);
    facts.lead(led);
  }

  /**
   * Unites whom new ties join.
   *
   * @return whose each of these events is
   */
  private Map<String, Long> unite(List<Tie> ties, Set<String> ours) {
    Set<String> uniting = new HashSet<>();
    ties.forEach(tie -> uniting.addAll(tie.keys()));
    uniting.removeIf(
        key -> key.startsWith(Tie.PHONE) && ours.contains(key.substring(Tie.PHONE.length())));
    List<Part> parts = Part.of(ties, uniting);
    Map<String, Long> known = facts.keys(uniting);
    List<Set<Long>> joined = new ArrayList<>();
    Groups persons = new Groups();
    for (Part part : parts) {
      Set<Long> met = new HashSet<>();
      part.keys().forEach(key -> met.add(known.getOrDefault(key, 0L)));
      part.ties().forEach(tie -> met.add(tie.person()));
      met.remove(0L);
      joined.add(met);
      met.forEach(
          person -> persons.unite(Long.toString(met.iterator().next()), Long.toString(person)));
    }
    Map<Long, Long> survivors = survivors(persons);
    List<Long> fresh = facts.fresh((int) joined.stream().filter(Set::isEmpty).count());
    int next = 0;
    Map<String, Long> led = new HashMap<>();
    Map<String, Long> whose = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Set<Long> met = joined.get(i);
      long person =
          met.isEmpty() ? fresh.get(next++) : survivors.getOrDefault(met.iterator().next(), 0L);
      parts.get(i).keys().forEach(key -> led.put(key, person));
      parts.get(i).ties().forEach(tie -> whose.put(tie.event(), person));
    }
    survivors.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
    absorb(survivors, led);
    facts.lead(led);
    return whose;
  }

  /** Of persons that become one the largest stays; by each person who it is from now on. */
  private Map<Long, Long> survivors(Groups persons) {
    Set<String> several = new HashSet<>();
    for (List<String> group : persons.all()) {
      if (group.size() > 1) {
        several.addAll(group);
      }
    }
    Map<String, Integer> sizes = new HashMap<>(rows.counts(several));
    several.forEach(
        person -> {
          Rows.Delta delta = deltas.get(person);
          sizes.merge(person, delta == null ? 0 : delta.more(), Integer::sum);
        });
    Map<Long, Long> survivors = new HashMap<>();
    for (List<String> group : persons.all()) {
      String largest =
          group.stream()
              .max(Comparator.comparingInt(person -> sizes.getOrDefault(person, 0)))
              .orElseThrow();
      group.forEach(person -> survivors.put(Long.valueOf(person), Long.valueOf(largest)));
    }
    return survivors;
  }

  private void absorb(Map<Long, Long> absorbed, Map<String, Long> led) {
    if (absorbed.isEmpty()) {
      return;
    }
    Map<String, Long> moving = new HashMap<>();
    for (Tie tie : facts.ofPersons(absorbed.keySet())) {
      long person = absorbed.getOrDefault(tie.person(), 0L);
      delta(tie.person(), tie.event(), -1);
      delta(person, tie.event(), 1);
      moving.put(tie.event(), person);
    }
    facts.assign(moving);
    facts
        .keysOf(absorbed.keySet())
        .forEach((key, person) -> led.put(key, absorbed.getOrDefault(person, 0L)));
  }

  /**
   * Folds the persons of which something changed.
   *
   * @param fresh new events by their ids
   */
  private Settled refold(Map<String, LoggedEvent> fresh) {
    Map<String, Integer> before = rows.counts(deltas.keySet());
    SortedMap<String, List<LoggedEvent>> missing = new TreeMap<>();
    Set<String> done = new HashSet<>();
    Map<String, Integer> crowds = new HashMap<>();
    deltas.forEach(
        (person, delta) -> {
          int has = before.getOrDefault(person, 0) + delta.more();
          if (has > Crowd.LIMIT) {
            crowds.put(person, has);
          }
          if (before.containsKey(person)) {
            return;
          }
          boolean whole =
              delta.grew() && has <= FoldTree.LEAF && fresh.keySet().containsAll(delta.events());
          if (has > 0) {
            missing.put(
                person,
                whole ? delta.events().stream().map(fresh::get).toList() : new ArrayList<>());
          }
          if (whole || has == 0) {
            done.add(person);
          }
        });
    int made = missing.isEmpty() ? 0 : rows.claim(missing).size();
    deltas.keySet().removeAll(done);
    int changed = deltas.isEmpty() ? 0 : rows.refold(deltas, before);
    return new Settled(made + changed, crowds(crowds.keySet()));
  }

  private List<Crowd> crowds(Set<String> persons) {
    return persons.isEmpty()
        ? List.of()
        : handle
            .createQuery(
                "select lead_id::text as lead, event_count from app.leads where person = any(:persons::bigint[])")
            .bind("persons", persons.toArray(String[]::new))
            .map((row, context) -> new Crowd(row.getString("lead"), row.getInt("event_count")))
            .list();
  }
}
