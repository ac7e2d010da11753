package dev.trunkline.workbench;

import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Sources;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a system of which nothing may run.
 *
 * @param data its folder, which may not be there; null: it is named by its addresses alone
 * @param named whether somebody named that folder
 * @param running what runs on it; null: nothing does
 * @param kafka null: not known, as all that follows
 */
public record KnownSystem(
    @Nullable Path data,
    boolean named,
    @Nullable RunningSystem running,
    @Nullable String kafka,
    @Nullable String jdbcUrl,
    @Nullable URI gateway,
    @Nullable URI workbench,
    @Nullable Path sources,
    @Nullable Path vendors) {

  /** Whether it is one of {@code up}, which decides some settings by itself. */
  public boolean isOfUp() {
    return data != null;
  }

  /**
   * Its vendors and sources, as they lie now; without a sources file those of {@code up}.
   *
   * @throws dev.trunkline.vendors.Refused if the sources cannot be read
   */
  public Definitions definitions() {
    return RunningSystem.definitions(text(sources), text(vendors), Sources::demo);
  }

  private static @Nullable String text(@Nullable Path path) {
    return path == null ? null : path.toString();
  }
}
