package dev.trunkline.load.model;

import dev.trunkline.canonical.EventKind;
import dev.trunkline.canonical.EventSchema;
import dev.trunkline.canonical.Field;
import dev.trunkline.canonical.FieldType;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells values without telling anything personal (P8): of what the schemas mark, and of links,
 * which may hold a number, only a hash. Its key is made for one audit and forgotten with it: the
 * few numbers that there are could be tried otherwise.
 */
final class Telling {

  private static final Set<String> PERSONAL = personal();
  private static final int MOST = 80;

  private final SecretKeySpec key;

  Telling() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
  }

  /** What is wrong with one column. */
  String differs(String column, ObjectNode is, ObjectNode should) {
    return column + " is " + value(column, is) + ", by the model " + value(column, should);
  }

  private String value(String column, ObjectNode row) {
    String text = text(row, column);
    if (text.isEmpty()) {
      return "absent";
    }
    if (PERSONAL.contains(column)) {
      return "#" + hash(text);
    }
    return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
  }

  /** A column's value as JSON; an empty list is as good as none, and is told by "". */
  static String text(ObjectNode row, String column) {
    return !row.hasNonNull(column) || (row.get(column).isArray() && row.get(column).isEmpty())
        ? ""
        : row.get(column).toString();
  }

  private String hash(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static Set<String> personal() {
    Set<String> personal = new HashSet<>();
    for (EventKind kind : EventKind.values()) {
      EventSchema schema = EventSchema.of(kind);
      Stream.concat(schema.envelope().values().stream(), schema.business().values().stream())
          .filter(field -> field.pii() != null || field.type() == FieldType.URI)
          .map(Field::name)
          .forEach(personal::add);
    }
    return personal;
  }
}
