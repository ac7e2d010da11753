package dev.trunkline.allinone;

import dev.trunkline.vendors.CurrentTranslator;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Translator;
import java.util.concurrent.atomic.AtomicReference;

/** The definitions that the stages go by. Thread-safe. */
final class InForce implements CurrentTranslator {

  private final AtomicReference<Definitions> definitions;

  InForce(Definitions atStart) {
    definitions = new AtomicReference<>(atStart);
  }

  Definitions get() {
    return definitions.get();
  }

  void set(Definitions next) {
    definitions.set(next);
  }

  @Override
  public Translator translator() {
    return get().translator();
  }
}
