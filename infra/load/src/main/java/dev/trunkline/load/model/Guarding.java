package dev.trunkline.load.model;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.Manifest;
import dev.trunkline.load.scratch.Spill;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds {@link Guards} in more events than fit into memory: first delivery after delivery, which
 * tells what counts, then event after event, which tells which copy of it does.
 */
public final class Guarding {

  /** What one copy of a call tells; of what only says that the event is unsure, no phones. */
  private record Call(
      String event, boolean live, boolean unsure, String receipt, List<String> phones) {}

  private final Predicate<String> judged;
  private final Spill byEvent;
  private final Set<String> unsure = new HashSet<>();

  /** Finds them; the spill is its own. */
  public Guarding(Predicate<String> judged, Spill byEvent) {
    this.judged = judged;
    this.byEvent = byEvent;
  }

  /** All copies and all manifests of some deliveries, whole. */
  public void told(Collection<Copy> copies, Collection<Manifest> manifests) {
    Set<Copy> live = Set.copyOf(Live.of(copies, Live.latest(manifests)));
    for (Copy copy : copies) {
      List<String> phones = phones(copy);
      if (copy.kind() == EventKind.CALL && !phones.isEmpty()) {
        add(
            new Call(
                copy.eventId(),
                live.contains(copy),
                !judged.test(copy.deliveryId()),
                "%s/%s/%09d".formatted(sortable(copy), copy.deliveryId(), copy.index()),
                phones));
      }
    }
  }

  /** A view tells this event of a delivery outside the window. */
  public void unsure(String event) {
    add(new Call(event, false, true, "", List.of()));
  }

  /** A call of a delivery outside the window tells this number. */
  public void unsurePhone(String phone) {
    if (!phone.isEmpty()) {
      unsure.add(phone);
    }
  }

  /** What all that was told comes to. */
  public Guards found(Settings settings) {
    Set<String> all = new HashSet<>(settings.guarded());
    Set<String> sure = new HashSet<>(settings.guarded());
    for (int part = 0; part < byEvent.parts(); part++) {
      Map<String, List<Call>> events = new HashMap<>();
      byEvent.each(
          part,
          record -> {
            Call call = read(record);
            events.computeIfAbsent(call.event(), first -> new ArrayList<>(1)).add(call);
          });
      byEvent.drop(part);
      for (List<Call> copies : events.values()) {
        boolean doubtful = copies.stream().anyMatch(Call::unsure);
        copies.stream()
            .filter(Call::live)
            .min(Comparator.comparing(Call::receipt))
            .ifPresent(
                counting -> {
                  all.addAll(counting.phones());
                  if (!doubtful) {
                    sure.addAll(counting.phones());
                  }
                });
        if (doubtful) {
          copies.forEach(copy -> unsure.addAll(copy.phones()));
        }
      }
    }
    unsure.removeAll(sure);
    return new Guards(all, sure, unsure);
  }

  private static List<String> phones(Copy copy) {
    List<String> phones = new ArrayList<>(2);
    for (String field : List.of("agent_phone", "business_phone")) {
      String phone = copy.text(field);
      if (phone != null) {
        phones.add(phone);
      }
    }
    return phones;
  }

  /** Instants as text do not sort: their fractions differ in length. They are cut to these. */
  private static String sortable(Copy copy) {
    return "%020d".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, copy.receivedAt()));
  }

  private void add(Call call) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(call.event());
      out.writeBoolean(call.live());
      out.writeBoolean(call.unsure());
      out.writeUTF(call.receipt());
      out.writeByte(call.phones().size());
      for (String phone : call.phones()) {
        out.writeUTF(phone);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byEvent.add(byEvent.part(call.event()), bytes.toByteArray());
  }

  private static Call read(byte[] record) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record))) {
      String event = in.readUTF();
      boolean live = in.readBoolean();
      boolean unsure = in.readBoolean();
      String receipt = in.readUTF();
      List<String> phones = new ArrayList<>(2);
      for (int left = in.readByte(); left > 0; left--) {
        phones.add(in.readUTF());
      }
      return new Call(event, live, unsure, receipt, phones);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
