package dev.trunkline.allinone.doctor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the hosts of vendors that are asked for something are found from here. */
record NetworkFacts(List<Host> hosts, Instant now) {

  NetworkFacts {
    hosts = List.copyOf(hosts);
  }

  /**
   * One of them.
   *
   * @param addresses how many the name has; 0: none was found
   * @param trouble why no encrypted connection came about; null: it did
   * @param until when its certificate ends; null: it was not seen
   */
  record Host(String name, int addresses, @Nullable String trouble, @Nullable Instant until) {}
}
