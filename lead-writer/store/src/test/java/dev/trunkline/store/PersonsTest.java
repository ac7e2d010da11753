package dev.trunkline.store;

import static dev.trunkline.store.Story.At.second;
import static dev.trunkline.store.Story.manifest;
import static dev.trunkline.store.Story.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Few ids and few phones, told, corrected and taken back at random: after every single write those
 * are one person who share an id or a phone that is not ours.
 */
class PersonsTest {

  private static final int GAMES = Integer.getInteger("trunkline.games", 4);

  private static TestDatabase database;

  @BeforeAll
  static void aDatabase() {
    database = TestDatabase.fresh();
  }

  @Test
  void afterEveryWriteThoseAreOnePersonWhoShareAnIdOrAPhone() {
    int separations = 0;
    for (int seed = 0; seed < GAMES; seed++) {
      database.empty();
      Random random = new Random(seed);
      Map<Integer, Told> standing = new TreeMap<>();
      Set<Set<String>> before = Set.of();
      for (int step = 0; step < 40; step++) {
        List<Told> told = new ArrayList<>();
        Batch batch = turn(random, standing, step);
        database.store().write(batch);

        told.addAll(standing.values());
        Set<Set<String>> persons = persons(told);
        assertThat(shown()).as("seed %d, step %d", seed, step).isEqualTo(persons);
        separations += separated(before, persons) ? 1 : 0;
        before = persons;
      }
    }
    assertThat(separations)
        .as("writes after which a person came apart")
        .isGreaterThanOrEqualTo(GAMES);
  }

  /**
   * Tells of one to three deliveries: something new, something else instead, or nothing any more.
   */
  private static Batch turn(Random random, Map<Integer, Told> standing, int step) {
    List<Told> events = new ArrayList<>();
    List<dev.trunkline.canonical.Manifest> manifests = new ArrayList<>();
    Set<Integer> chosen = new HashSet<>();
    int deliveries = 1 + random.nextInt(3);
    for (int i = 0; i < deliveries; i++) {
      int delivery = random.nextInt(14);
      if (!chosen.add(delivery)) {
        continue;
      }
      Story.At at = second(delivery).replay(step + 1L);
      if (random.nextInt(3) == 0) {
        standing.remove(delivery);
        manifests.add(nothing(at, "pbx"));
        continue;
      }
      Told event = event(random, at);
      standing.put(delivery, event);
      events.add(event);
      manifests.add(manifest(event));
    }
    return new Batch(events, manifests);
  }

  private static Told event(Random random, Story.At at) {
    String phone = "+1202555010" + random.nextInt(4);
    String id = "l" + random.nextInt(4);
    return switch (random.nextInt(8)) {
      case 0 -> at.lead("pbx", "phone", phone);
      case 1 -> at.lead("pbx", "vendor_lead_id", id);
      case 2 -> at.call("c" + random.nextInt(2), "call.completed", "agent_phone", phone);
      default ->
          at.lead(random.nextBoolean() ? "pbx" : "ads", "vendor_lead_id", id, "phone", phone);
    };
  }

  /** By the letter of the law: naive, over everything that stands. */
  private static Set<Set<String>> persons(List<Told> standing) {
    Set<String> ours = new HashSet<>();
    Map<String, Set<String>> keys = new HashMap<>();
    for (Told told : standing) {
      LoggedEvent event = Entry.of(told).event();
      ours.addAll(event.ours());
      if (told.json().contains("\"lead.")) {
        Set<String> own = keys.computeIfAbsent(event.id(), id -> new HashSet<>());
        if (event.text("vendor_lead_id") != null) {
          own.add(event.source() + "/" + event.text("vendor_lead_id"));
        }
        if (event.text("phone") != null) {
          own.add(event.text("phone"));
        }
      }
    }
    keys.values().forEach(own -> own.removeAll(ours));
    Set<Set<String>> persons = new HashSet<>();
    Set<String> left = new TreeSet<>(keys.keySet());
    while (!left.isEmpty()) {
      Set<String> person = new HashSet<>(Set.of(left.iterator().next()));
      boolean grows = true;
      while (grows) {
        Set<String> known =
            person.stream().flatMap(id -> keys.get(id).stream()).collect(Collectors.toSet());
        grows =
            person.addAll(
                left.stream()
                    .filter(id -> keys.get(id).stream().anyMatch(known::contains))
                    .toList());
      }
      left.removeAll(person);
      persons.add(person);
    }
    return persons;
  }

  private static Set<Set<String>> shown() {
    Map<String, Set<String>> persons = new HashMap<>();
    database
        .query("select lead_id::text as lead, event_id::text as event from analytics.lead_touches")
        .forEach(
            row ->
                persons
                    .computeIfAbsent(row.get("lead").toString(), lead -> new HashSet<>())
                    .add(row.get("event").toString()));
    assertThat(database.query("select lead_id from analytics.leads"))
        .hasSameSizeAs(persons.keySet());
    return new HashSet<>(persons.values());
  }

  /** Whether two events that were one person's, and still stand, are no longer. */
  private static boolean separated(Set<Set<String>> before, Set<Set<String>> after) {
    return before.stream()
        .anyMatch(
            person ->
                after.stream().filter(now -> now.stream().anyMatch(person::contains)).count() > 1);
  }
}
