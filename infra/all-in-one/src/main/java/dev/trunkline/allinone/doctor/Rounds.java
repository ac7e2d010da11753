package dev.trunkline.allinone.doctor;

import dev.trunkline.plumbing.KafkaClients;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Pulls;
import dev.trunkline.vendors.Recordings;
import dev.trunkline.vendors.Refused;
import dev.trunkline.vendors.Source;
import dev.trunkline.workbench.KnownSystem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which places are looked at, and how.
 *
 * @param only places that were asked for; empty: all that are known
 */
record Rounds(KnownSystem system, Told told, Set<Place> only, boolean network, Clock clock) {

  private static final int HTTPS = 443;

  /** Every place that is known or was asked for. */
  List<Examination<?>> examinations() {
    List<Examination<?>> all = new ArrayList<>();
    for (Place place : Place.values()) {
      Examination<?> examination = isWanted(place) ? examination(place) : null;
      if (examination != null) {
        all.add(examination);
      }
    }
    return all;
  }

  /** Places that nobody asked for and of which nothing is known. */
  List<Diagnosis> leftOut() {
    return Stream.of(Place.KAFKA, Place.POSTGRES, Place.GATEWAY)
        .filter(place -> only.isEmpty() && examination(place) == null)
        .map(
            place ->
                new Diagnosis(
                    place,
                    "reachable",
                    Outcome.LEFT_OUT,
                    "not known: nothing runs here, and no --" + place + " was named",
                    List.of()))
        .toList();
  }

  /** The network is asked only if somebody says so. */
  private boolean isWanted(Place place) {
    return place == Place.NETWORK ? network : only.isEmpty() || only.contains(place);
  }

  private @Nullable Examination<?> examination(Place place) {
    return switch (place) {
      case MACHINE ->
          new Examination<>(place, new MachineLook(system.running(), clock), MachineProbes.ALL);
      case DATA -> data(system.data());
      case SOURCES ->
          new Examination<>(
              place,
              new SourcesLook(system.sources(), system.vendors(), System::getenv, clock),
              SourcesProbes.ALL);
      case KAFKA -> kafka(system.kafka());
      case POSTGRES -> postgres(system.jdbcUrl());
      case GATEWAY -> gateway(system.gateway());
      case NETWORK ->
          new Examination<>(place, new NetworkLook(hosts(), HTTPS, clock), NetworkProbes.ALL);
    };
  }

  private @Nullable Examination<?> data(@Nullable Path folder) {
    return folder == null
        ? unknown(Place.DATA, "no folder", "--data DIR")
        : new Examination<>(
            Place.DATA,
            new DataLook(folder, system.named(), told.room(), told.reserve()),
            DataProbes.ALL);
  }

  private @Nullable Examination<?> kafka(@Nullable String servers) {
    return servers == null
        ? unknown(Place.KAFKA, "no Kafka", "--kafka HOST:PORT")
        : new Examination<>(
            Place.KAFKA,
            new KafkaLook(new KafkaClients(servers), vendors(), told.replication(), clock),
            Stream.concat(ClusterProbes.ALL.stream(), ReadingProbes.ALL.stream()).toList());
  }

  private @Nullable Examination<?> postgres(@Nullable String jdbcUrl) {
    Path data = system.running() == null ? null : system.data();
    return jdbcUrl == null
        ? unknown(Place.POSTGRES, "no Postgres", "--postgres URL")
        : new Examination<>(
            Place.POSTGRES,
            new PostgresLook(
                jdbcUrl,
                data == null ? null : data.resolve("data"),
                told.acceptLostCommits(),
                clock),
            Stream.concat(DatabaseProbes.ALL.stream(), UpkeepProbes.ALL.stream()).toList());
  }

  private @Nullable Examination<?> gateway(@Nullable URI address) {
    return address == null
        ? unknown(Place.GATEWAY, "no gateway", "--gateway URL")
        : new Examination<>(
            Place.GATEWAY, new GatewayLook(address, system.workbench(), clock), GatewayProbes.ALL);
  }

  /** What was asked for and is not known cannot be reached. */
  private @Nullable Examination<?> unknown(Place place, String what, String option) {
    if (!only.contains(place)) {
      return null;
    }
    return new Examination<Object>(
        place,
        () -> {
          throw new Unreachable(
              what + " is known",
              "nothing runs on the data folder, and none was named",
              "name it with " + option + ", or start one: trunkline up");
        },
        List.of());
  }

  /** Null where the sources cannot be read: what is wrong with them is said at their place. */
  private @Nullable Set<String> vendors() {
    if (!system.isOfUp() && system.sources() == null) {
      return null;
    }
    Definitions definitions = definitions();
    if (definitions == null) {
      return null;
    }
    Set<String> vendors = new TreeSet<>();
    definitions.sources().all().forEach(source -> vendors.add(source.vendor()));
    return vendors;
  }

  private Set<String> hosts() {
    Set<String> hosts = new TreeSet<>();
    Definitions definitions = definitions();
    if (definitions != null) {
      for (Source source : definitions.sources().all()) {
        Pulls pulls = Pulls.of(definitions, source.id());
        hosts.addAll(pulls == null ? Set.of() : pulls.hosts());
        Recordings recordings = Recordings.of(definitions, source.id());
        hosts.addAll(recordings == null ? Set.of() : recordings.hosts());
      }
    }
    return hosts;
  }

  private @Nullable Definitions definitions() {
    try {
      return system.definitions();
    } catch (Refused e) {
      return null;
    }
  }
}
