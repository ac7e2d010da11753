package dev.trunkline.load;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.load.Evidence.ElementOf;
import dev.trunkline.load.Evidence.EventCopy;
import dev.trunkline.load.Evidence.RawCopy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One thing that is found about one delivery. */
sealed interface Clue {

  /** Whom it is about. */
  String deliveryId();

  /** A sender was promised that it is kept. */
  record Promised(String deliveryId, String sha256) implements Clue {}

  /** A journal holds it still. */
  record Journaled(String deliveryId, String sha256) implements Clue {}

  /** A raw topic holds it. */
  record Kept(String deliveryId, RawCopy copy) implements Clue {}

  /** A manifest, as it stands on its topic. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Fated(String deliveryId, byte[] manifest) implements Clue {}

  /**
   * An event, as it stands on its topic.
   *
   * @param searched whether a search of ours tells it: it is in no delivery's manifest
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Told(EventKind kind, EventCopy copy, boolean searched, byte[] body) implements Clue {
    @Override
    public String deliveryId() {
      return copy.deliveryId();
    }
  }

  /** A dead letter of one of its elements. */
  record Dead(ElementOf element) implements Clue {
    @Override
    public String deliveryId() {
      return element.deliveryId();
    }
  }

  /** For the audit's own files. */
  static byte[] write(Clue clue) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      switch (clue) {
        case Promised promised -> {
          out.writeByte('P');
          out.writeUTF(promised.deliveryId());
          out.writeUTF(promised.sha256());
        }
        case Journaled journaled -> {
          out.writeByte('J');
          out.writeUTF(journaled.deliveryId());
          out.writeUTF(journaled.sha256());
        }
        case Kept kept -> {
          out.writeByte('K');
          out.writeUTF(kept.deliveryId());
          out.writeUTF(kept.copy().source());
          out.writeUTF(kept.copy().sha256());
          String proof = kept.copy().proof();
          out.writeUTF(proof == null ? "" : proof);
          out.writeBoolean(kept.copy().maybeDup());
        }
        case Fated fated -> {
          out.writeByte('F');
          out.writeUTF(fated.deliveryId());
          out.write(fated.manifest());
        }
        case Told told -> {
          out.writeByte('T');
          out.writeUTF(told.copy().deliveryId());
          out.writeUTF(told.copy().eventId());
          out.writeUTF(told.copy().replayId());
          out.writeInt(told.copy().index());
          out.writeUTF(told.kind().name());
          out.writeBoolean(told.searched());
          out.write(told.body());
        }
        case Dead dead -> {
          out.writeByte('D');
          out.writeUTF(dead.element().deliveryId());
          out.writeUTF(dead.element().replayId());
          out.writeInt(dead.element().index());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What {@link #write} wrote. */
  static Clue read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int what = in.readByte();
      String delivery = in.readUTF();
      return switch (what) {
        case 'P' -> new Promised(delivery, in.readUTF());
        case 'J' -> new Journaled(delivery, in.readUTF());
        case 'K' ->
            new Kept(
                delivery, new RawCopy(in.readUTF(), in.readUTF(), in.readUTF(), in.readBoolean()));
        case 'F' -> new Fated(delivery, in.readAllBytes());
        case 'T' -> {
          String event = in.readUTF();
          EventCopy copy = new EventCopy(event, delivery, in.readUTF(), in.readInt());
          yield new Told(
              EventKind.valueOf(in.readUTF()), copy, in.readBoolean(), in.readAllBytes());
        }
        case 'D' -> new Dead(new ElementOf(delivery, in.readUTF(), in.readInt()));
        default -> throw new IllegalStateException("no clue begins with " + what);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
