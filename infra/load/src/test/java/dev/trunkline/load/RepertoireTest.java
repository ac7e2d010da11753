package dev.trunkline.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.canonical.ActivityEvent;
import dev.trunkline.canonical.CallEvent;
import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.ConversationEvent;
import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.canonical.LeadEvent;
import dev.trunkline.canonical.RecordingEvent;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Translation;
import dev.trunkline.vendors.Translation.Element;
import dev.trunkline.vendors.Translator;
import dev.trunkline.vendors.Vendors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepertoireTest {

  private static final Vendors VENDORS = Vendors.builtIn();
  private static final Sources SOURCES = DemoSources.forSamples(VENDORS);
  private static final Translator TRANSLATOR = Translator.of(VENDORS, SOURCES.all());
  private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");

  /** What a story is about, and what is made of that. */
  private static final Set<String> IDS =
      Set.of(
          "event_id",
          "call_id",
          "vendor_call_id",
          "interaction_id",
          "vendor_lead_id",
          "conversation_id",
          "message_id",
          "subject_id",
          "vendor_recording_id",
          "recording_url"); // may have an id in it

  static Stream<Story> stories() {
    return Repertoire.of(VENDORS, SOURCES).stories().stream();
  }

  @Test
  void everySampleOfEveryVendorIsThereOnce() {
    assertThat(stories().map(Story::sample))
        .containsExactlyInAnyOrderElementsOf(
            VENDORS.all().stream().flatMap(vendor -> vendor.samples().stream()).toList())
        .hasSizeGreaterThan(20);
  }

  @Test
  void everySampleStandsAtADoorOfASourceThatItFits() {
    assertThat(stories())
        .allSatisfy(
            story -> {
              Source source = Objects.requireNonNull(SOURCES.find(story.door().source()));
              assertThat(DemoSources.fits(story.sample(), source)).isTrue();
              assertThat(story.door().name()).isEqualTo(story.sample().door());
            });
  }

  @Test
  void theDemoSourcesAreThereAsTheyAreAndNoDoorStandsTwice() {
    assertThat(SOURCES.all()).containsAll(Sources.demo(VENDORS).all());
    assertThat(SOURCES.all()).extracting(Source::id).doesNotHaveDuplicates();
    assertThat(SOURCES.doors(VENDORS)).extracting(door -> door.path()).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void aStoryAsToldIsTheSampleByteForByte(Story story) {
    Sample sample = story.sample();
    Post post = story.asTold();

    assertThat(post.body()).isEqualTo(sample.body());
    assertThat(post.method()).isEqualTo(sample.method());
    assertThat(post.query()).isEqualTo(sample.query());
    assertThat(post.contentType()).isEqualTo(sample.contentType());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void toldAnewItIsAboutSomebodyElseAndOtherwiseTheSame(Story story) {
    // when
    List<String> told = meaning(story, story.asTold());
    List<String> anew = meaning(story, story.anew(7));
    List<String> another = meaning(story, story.anew(8));

    // then
    assertThat(anew).isEqualTo(told);
    assertThat(another).isEqualTo(told);
    assertThat(ids(story, story.anew(7)))
        .isEqualTo(
            ids(story, story.asTold()).stream().map(id -> numbered(story, id, "0007")).toList());
    assertThat(ids(story, story.anew(8)))
        .isEqualTo(
            ids(story, story.asTold()).stream().map(id -> numbered(story, id, "0008")).toList());
  }

  /** Ids too short to be found in a text stay. */
  private static String numbered(Story story, String id, String number) {
    return story.ids().stream().anyMatch(id::endsWith) ? id + number : id;
  }

  /** What each element means, without what it is about. */
  private static List<String> meaning(Story story, Post post) {
    List<String> meaning = new ArrayList<>();
    for (Element element : translation(story, post).elements()) {
      switch (element) {
        case Element.Understood understood ->
            understood.events().forEach(event -> meaning.add(withoutIds(event)));
        case Element.Ignored(var reason) -> meaning.add("ignored " + reason);
        case Element.Rejected(var reason, var bytes) -> meaning.add("rejected " + reason);
      }
    }
    return meaning;
  }

  private static String withoutIds(CanonicalEvent event) {
    Map<String, Object> fields = new TreeMap<>();
    EventJson.mapper()
        .readTree(EventJson.write(event))
        .propertyStream()
        .filter(field -> !IDS.contains(field.getKey()))
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields.toString();
  }

  private static List<String> ids(Story story, Post post) {
    List<String> ids = new ArrayList<>();
    for (Element element : translation(story, post).elements()) {
      if (element instanceof Element.Understood understood) {
        understood.events().stream()
            .map(RepertoireTest::id)
            .filter(Objects::nonNull)
            .forEach(ids::add);
      }
    }
    return ids;
  }

  private static String id(CanonicalEvent event) {
    return switch (event) {
      case CallEvent call -> call.vendorCallId();
      case LeadEvent lead -> lead.vendorLeadId();
      case ConversationEvent conversation -> conversation.conversationId();
      case ActivityEvent activity -> activity.subjectId();
      case RecordingEvent recording -> recording.vendorRecordingId();
    };
  }

  private static Translation translation(Story story, Post post) {
    Sample sample = story.sample();
    return TRANSLATOR.translate(
        new Delivery(
            "0190f3c8-7a52-7c1e-9f0b-3a1d2c4b5e6f",
            story.door().source(),
            sample.vendor(),
            sample.door(),
            RECEIVED,
            post.method(),
            post.query(),
            post.contentType(),
            "192.0.2.1",
            sample.pulled() ? "pulled" : "none",
            null,
            Map.of(),
            null,
            post.body()));
  }
}
