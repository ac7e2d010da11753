package dev.trunkline.gateway;

import dev.trunkline.canonical.Topics;
import dev.trunkline.gateway.diagnosis.KnownSecrets;
import dev.trunkline.vendors.Door;
import dev.trunkline.vendors.QueryKeys;
import dev.trunkline.vendors.SyncDoor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which path and method lead where. Immutable: other doors are another table. */
final class DoorTable {

  /** Where a request leads. */
  sealed interface Way {
    /**
     * To a door that takes it.
     *
     * @param pathSecret the path's segment below the door, never to be kept or logged
     */
    record Delivers(Route route, @Nullable String pathSecret) implements Way {}

    /** To a door that sends bodies back. */
    record Echoes(Route route) implements Way {}

    /** To a door that is asked whether it is ours. */
    record Greets(Route route) implements Way {}

    /** To an answer that is always the same: a door's, or the page of a refusal. */
    record Describes(Door.Answer sign) implements Way {}

    /** To a door at which an operator asks for a stretch of history. */
    record Syncs(SyncDoor door) implements Way {}

    /**
     * To a door that does not take the method.
     *
     * @param allow the methods that it takes, as {@code Allow} says them
     */
    record WrongMethod(String allow) implements Way {}

    /** Nowhere. */
    record Nowhere() implements Way {}
  }

  private static final Way NOWHERE = new Way.Nowhere();
  private static final String RESERVED = "lies where refusals are explained: /problems";

  private final Map<String, Route> routes = new HashMap<>();
  private final Map<String, SyncDoor> syncs = new HashMap<>();
  private final KnownSecrets secrets;
  private final KnownSecrets unmistakable;

  /**
   * Builds the table.
   *
   * @throws IllegalArgumentException naming the door, if it asks for no proof, or if its path is no
   *     absolute path, is taken, lies where refusals are explained, or could be read as another
   *     door's path with a secret
   */
  DoorTable(Collection<Door> doors, Collection<SyncDoor> syncDoors) {
    secrets = KnownSecrets.of(doors);
    unmistakable = secrets.thatAreNoWords();
    for (Door door : doors) {
      check(door);
      Route taken = routes.putIfAbsent(door.path(), Route.to(door));
      if (taken != null) {
        throw refused(door, "has the path of " + named(taken.door()));
      }
    }
    for (Route route : routes.values()) {
      Route above = routes.get(parent(route.door().path()));
      if (above != null && above.secretInPath()) {
        throw refused(route.door(), "lies where " + named(above.door()) + " has its secret");
      }
    }
    for (SyncDoor sync : syncDoors) {
      if (ProblemPages.reserves(sync.path())) {
        throw new IllegalArgumentException(named(sync) + " " + RESERVED);
      }
      Route there = routes.get(sync.path());
      Route above = routes.get(parent(sync.path()));
      if (there != null || syncs.putIfAbsent(sync.path(), sync) != null) {
        throw new IllegalArgumentException(named(sync) + " has the path of another door");
      }
      if (above != null && above.secretInPath()) {
        throw new IllegalArgumentException(
            named(sync) + " lies where " + named(above.door()) + " has its secret");
      }
    }
  }

  /**
   * Finds the way, exactly: nothing is decoded or normalised, one trailing slash is tolerated.
   *
   * @param method upper case
   * @param path as on the wire, without query; null where the request line has none
   * @param query raw, null if none
   */
  Way find(String method, @Nullable String path, @Nullable String query) {
    if (path == null) {
      return NOWHERE;
    }
    String exact =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    Route route = routes.get(exact);
    if (route != null) {
      return way(method, query, route, null);
    }
    SyncDoor sync = syncs.get(exact);
    if (sync != null) {
      return method.equals("POST") ? new Way.Syncs(sync) : new Way.WrongMethod("POST");
    }
    Door.Answer page = ProblemPages.at(exact);
    if (page != null) {
      return reads(method) ? new Way.Describes(page) : new Way.WrongMethod(ProblemPages.ALLOW);
    }
    Route above = routes.get(parent(exact));
    return above != null && above.secretInPath()
        ? way(method, query, above, exact.substring(exact.lastIndexOf('/') + 1))
        : NOWHERE;
  }

  /** What the doors ask for, so that no refused request is kept with it. */
  KnownSecrets secrets() {
    return secrets;
  }

  /** The same without what might be data of a request that is believed. */
  KnownSecrets unmistakableSecrets() {
    return unmistakable;
  }

  /** Every topic that a delivery, or what an operator asks, can go to. */
  Set<String> topics() {
    Set<String> topics = new TreeSet<>();
    routes.values().stream()
        .filter(route -> !route.door().echo())
        .forEach(route -> topics.add(route.topic()));
    if (!syncs.isEmpty()) {
      topics.add(Topics.PULLS_ASKED.name());
    }
    return topics;
  }

  private static Way way(
      String method, @Nullable String query, Route route, @Nullable String pathSecret) {
    if (Greeting.isAsked(route.door().terms().intake().handshake(), method, query)) {
      return new Way.Greets(route);
    }
    if (delivers(method, query, route.door())) {
      return route.door().echo() ? new Way.Echoes(route) : new Way.Delivers(route, pathSecret);
    }
    Door.Answer sign = route.sign();
    return sign != null && reads(method)
        ? new Way.Describes(sign)
        : new Way.WrongMethod(route.allow());
  }

  private static boolean reads(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  private static boolean delivers(String method, @Nullable String query, Door door) {
    QueryKeys needed = door.terms().getNeeds();
    return door.methods().contains(method)
        && (needed == null || !method.equals("GET") || needed.anyIn(query));
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash > 0 ? path.substring(0, slash) : "";
  }

  private static void check(Door door) {
    if (door.proofs().isEmpty()) {
      throw refused(door, "asks for no proof, not even none");
    }
    String path = door.path();
    if (!path.startsWith("/") || path.length() == 1 || path.endsWith("/") || path.contains("?")) {
      throw refused(door, "needs an absolute path without trailing slash and query");
    }
    if (ProblemPages.reserves(path)) {
      throw refused(door, RESERVED);
    }
    if (door.methods().isEmpty()) {
      throw refused(door, "takes no method");
    }
  }

  private static IllegalArgumentException refused(Door door, String why) {
    return new IllegalArgumentException(named(door) + " " + why);
  }

  private static String named(SyncDoor door) {
    return "operator's door " + door.path() + " of source " + door.source();
  }

  private static String named(Door door) {
    return "door " + door.name() + " of source " + door.source();
  }
}
