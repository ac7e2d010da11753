package dev.trunkline.vendors;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of pulling its vendor's history. No event changes with it.
 *
 * @param configured whether the source says anything of it: else nothing is pulled
 * @param secrets the credentials by the definition's names
 * @param settings what the definition wants to be told, by name
 * @param api another base for the vendor's APIs, scheme, host, port and a path that goes before the
 *     vendor's; null: as the definition says
 * @param every how often is polled; null: as the definition says of each API
 * @param apis which APIs are polled; null: those that the definition polls
 * @param enabled whether anything is pulled at all
 * @param reconcile whether the vendor's lists are compared with our rows every night
 * @param sync whether the operators' doors that the vendor's guide has lead to this source
 */
public record PullSettings(
    boolean configured,
    Map<String, Secret> secrets,
    Map<String, String> settings,
    @Nullable URI api,
    @Nullable Duration every,
    @Nullable List<String> apis,
    boolean enabled,
    boolean reconcile,
    boolean sync) {

  /** What holds where a source says nothing: nothing is pulled. */
  public static final PullSettings NONE =
      new PullSettings(false, Map.of(), Map.of(), null, null, null, true, true, true);

  /** Copies the collections. */
  public PullSettings {
    secrets = Map.copyOf(secrets);
    settings = Map.copyOf(settings);
    apis = apis == null ? null : List.copyOf(apis);
  }
}
