package dev.trunkline.vendors;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.re2j.Pattern;
import dev.trunkline.canonical.PhoneStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads phone numbers as one source writes them. A number counts as a number only if libphonenumber
 * finds it valid: merely possible ones unite strangers.
 */
final class Phones {

  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
  private static final int LONGEST = 64;
  private static final int REMEMBERED = 50_000;
  private static final Set<String> WITHHELD =
      Set.of(
          "anonymous",
          "private",
          "withheld",
          "unknown",
          "unavailable",
          "restricted",
          "blocked",
          "nocallerid",
          "hidden",
          "privatenumber",
          "unknownnumber",
          "unknowncaller",
          "privatecaller",
          "callerunknown",
          "noncallerid",
          "withhold",
          // What carriers dial for it: ANONYMOUS on a keypad.
          "266696687",
          // Hebrew: withheld, blocked.
          "\u05d7\u05e1\u05d5\u05d9",
          "\u05d7\u05e1\u05d5\u05dd");
  private static final Pattern EXTENSION = Pattern.compile("(?i)(;ext=|\\s*(ext\\.?|x)\\s*)\\d+$");
  private static final Pattern SCHEME = Pattern.compile("(?i)^(tel|sips?):");
  private static final Pattern SPREADSHEET =
      Pattern.compile("\\d{7,15}\\.0{1,4}|\\d\\.\\d{1,15}[eE]\\+?\\d{1,2}");
  private static final Pattern SEVERAL = Pattern.compile("(?i)[/,;|&]|\\s(?:or|and)\\s");

  private final @Nullable String region;
  private final List<Pattern> strip;
  private final Remembered<Phone> remembered = new Remembered<>(REMEMBERED);

  /**
   * A reader.
   *
   * @param region default region, or null: only international numbers are read
   * @param strip what is cut off first
   */
  Phones(@Nullable String region, List<Pattern> strip) {
    this.region = region;
    this.strip = strip;
  }

  /** Whether the library knows a region. */
  static boolean knowsRegion(String region) {
    return LIBRARY.getSupportedRegions().contains(region);
  }

  /** What a text is as a phone number. Same text, same answer. */
  Phone read(String text) {
    return text.length() > LONGEST ? Phone.NONE : remembered.get(text, this::parse);
  }

  /** The number in E.164, or null. */
  @Nullable String e164(String text) {
    return read(text).e164();
  }

  /** Two to five digits: a number inside the company. Null if the text is none. */
  @Nullable String extension(String text) {
    return read(text).extension();
  }

  private String stripped(String text) {
    String rest = text;
    for (Pattern pattern : strip) {
      rest = pattern.matcher(rest).replaceAll("");
    }
    return rest;
  }

  private Phone parse(String text) {
    if (WITHHELD.contains(Text.plainWord(text))) {
      return new Phone(null, PhoneStatus.WITHHELD, null);
    }
    String rest = unfolded(stripped(text));
    String digits = rest.strip();
    if (digits.length() >= 2 && digits.length() <= 5 && Numbers.isDigits(digits)) {
      return new Phone(null, PhoneStatus.INVALID, digits);
    }
    if (hasLetter(rest)) {
      rest = SCHEME.matcher(rest).replaceFirst("");
      int at = rest.indexOf('@');
      rest = EXTENSION.matcher(at < 0 ? rest : rest.substring(0, at)).replaceFirst("");
    }
    Phone best = Phone.NONE;
    for (String candidate : candidates(rest)) {
      Phone phone = one(candidate);
      if (phone.status().compareTo(best.status()) < 0) {
        best = phone;
      }
      if (phone.e164() != null) {
        break;
      }
    }
    return best;
  }

  /** A number that a spreadsheet turned into one: {@code 9.000012345E9}, {@code 9000012345.0}. */
  private static String unfolded(String text) {
    if (text.indexOf('.') < 0 || !SPREADSHEET.matcher(text.strip()).matches()) {
      return text;
    }
    BigDecimal number = new BigDecimal(text.strip());
    return number.signum() > 0 && number.precision() - number.scale() <= 15
        ? number.setScale(0, RoundingMode.DOWN).toPlainString()
        : text;
  }

  private static boolean hasLetter(String text) {
    return text.codePoints().anyMatch(Character::isLetter);
  }

  private static List<String> candidates(String text) {
    List<String> candidates = new ArrayList<>();
    // A form decodes a raw plus to a blank.
    if (text.startsWith(" ") && text.length() > 8 && Character.isDigit(text.charAt(1))) {
      candidates.add("+" + text.strip());
    }
    String stripped = text.strip();
    if (stripped.startsWith("00")) {
      candidates.add("+" + stripped.substring(2));
    }
    candidates.add(stripped);
    for (String part : SEVERAL.split(stripped)) {
      if (!part.isBlank() && part.length() < stripped.length()) {
        candidates.add(part.strip());
      }
    }
    if (stripped.startsWith("0") && stripped.length() > 10) {
      // A trunk prefix before a country's code: 0 91 90000 12345.
      candidates.add("+" + stripped.substring(1));
    }
    int half = stripped.length() / 2;
    if (half >= 7
        && stripped.length() % 2 == 0
        && stripped.substring(0, half).equals(stripped.substring(half))) {
      candidates.add(stripped.substring(0, half));
    }
    return candidates;
  }

  private Phone one(String text) {
    // The library dials letters: 214-acme would be a number in Israel.
    if (text.isEmpty() || hasLetter(text)) {
      return Phone.NONE;
    }
    try {
      PhoneNumber number = LIBRARY.parse(text, region);
      if (LIBRARY.isValidNumber(number)) {
        return new Phone(LIBRARY.format(number, PhoneNumberFormat.E164), PhoneStatus.VALID, null);
      }
      return new Phone(
          null,
          switch (LIBRARY.isPossibleNumberWithReason(number)) {
            case IS_POSSIBLE -> PhoneStatus.POSSIBLE;
            case IS_POSSIBLE_LOCAL_ONLY -> PhoneStatus.LOCAL_ONLY;
            case INVALID_COUNTRY_CODE, TOO_SHORT, INVALID_LENGTH, TOO_LONG -> PhoneStatus.INVALID;
          },
          null);
    } catch (NumberParseException e) {
      return Phone.NONE;
    }
  }
}
