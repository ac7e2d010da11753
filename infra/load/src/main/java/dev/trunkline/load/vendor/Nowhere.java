package dev.trunkline.load.vendor;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Where requests end that no vendor has an address for. */
enum Nowhere implements Desk {
  HERE;

  @Override
  public Matter matter(String path, Map<String, String> parameters) {
    return Matter.of(Visit.Door.NONE);
  }

  @Override
  public Set<String> secrets() {
    return Set.of();
  }

  @Override
  public Answer right(Matter matter, Request request, Instant now, Rows rows) {
    return failure(404, "Not found");
  }

  @Override
  public Answer failure(int status, String text) {
    return Answer.page(status, text);
  }
}
