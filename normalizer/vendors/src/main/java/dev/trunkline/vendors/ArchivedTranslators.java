package dev.trunkline.vendors;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Translators of the definitions that an archive keeps. Those used lately are remembered; one that
 * cannot be had is looked for again each time, so that putting it back mends what waits for it.
 */
public final class ArchivedTranslators implements PinnedTranslators {

  /** A replay is of few definitions; each holds its folder's bytes, samples included. */
  private static final int REMEMBERED = 16;

  private final DefinitionArchive archive;
  private final Map<Key, Translator> lately = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(String definitionHash, String source) {}

  /** Translators of what this archive keeps. */
  public ArchivedTranslators(DefinitionArchive archive) {
    this.archive = archive;
  }

  /**
   * {@inheritDoc}
   *
   * @throws Refused if the archive has no such definition, or it is not what was kept
   * @throws java.io.UncheckedIOException if the archive cannot be read
   */
  @Override
  public synchronized Translator translator(String definitionHash, String source) {
    Key key = new Key(definitionHash, source);
    Translator known = lately.get(key);
    if (known != null) {
      return known;
    }
    Translator read = Translator.of(archive.read(definitionHash), source);
    lately.put(key, read);
    if (lately.size() > REMEMBERED) {
      lately.remove(lately.keySet().iterator().next());
    }
    return read;
  }
}
