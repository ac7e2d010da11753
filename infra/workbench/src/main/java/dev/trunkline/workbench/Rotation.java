package dev.trunkline.workbench;

import java.nio.file.Path;
import java.util.List;

/** How a source's secret is changed without losing a delivery, step by step. */
final class Rotation {

  private Rotation() {}

  /**
   * The steps, for the operator.
   *
   * @param sources the sources file
   */
  static List<String> steps(Path sources, NewSecret secret) {
    boolean minted = secret.minted();
    Path file = secret.file();
    String next = secret.reference() + "-2";
    String put = "Put the new secret where `" + next + "` is looked for.";
    if (secret.reference().startsWith("${")) {
      next = secret.reference().replace("}", "_2}");
      put =
          "Set a second variable, `"
              + next
              + "`, where Trunkline is started; it is read at a start.";
    } else if (file != null) {
      String shown = Trial.quoted(file + "-2");
      put =
          minted
              ? "Make a new one beside the old: `(umask 077; openssl rand -hex 32 > "
                  + shown
                  + ")`."
              : "Put the vendor's new secret beside the old: `(umask 077; cat > " + shown + ")`.";
    }
    return List.of(
        put,
        "Let both be taken, in %s: `secrets: [\"%s\", \"%s\"]`. The file is read again by itself; nothing is restarted."
            .formatted(sources, secret.reference(), next),
        minted
            ? "Give the new one to the vendor, as this one was given."
            : "Let the vendor sign with the new one only.",
        "When the vendor's deliveries come with the new one, take the old out of the list, then delete its file.");
  }
}
