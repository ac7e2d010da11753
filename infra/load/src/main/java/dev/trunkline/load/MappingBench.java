package dev.trunkline.load;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.EventJson;
import dev.trunkline.vendors.Sample;
import dev.trunkline.vendors.Source;
import dev.trunkline.vendors.Translation;
import dev.trunkline.vendors.Translator;
import dev.trunkline.vendors.VendorDefinition;
import dev.trunkline.vendors.Vendors;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a vendor's samples a second of one core: decode, split, map, finish and serialise.
 * Counted in the thread's own CPU time, so that a busy machine disturbs it less; compare only
 * within one run.
 */
public final class MappingBench {

  private static final String ID = "01970000-0000-7000-8000-000000000000";
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final int VARIANTS = 400;

  /** The fictional numbers of the samples, by what varies in them. */
  private static final Pattern PHONE = Pattern.compile("(?<=90000|202555|500000)\\d{3,5}");

  private final VendorDefinition vendor;
  private final List<Source> sources = new ArrayList<>();
  private final List<List<Delivery>> variants = new ArrayList<>();
  private long written;

  private MappingBench(VendorDefinition vendor) {
    this.vendor = vendor;
  }

  /**
   * One figure.
   *
   * @param elements a CPU second
   * @param deliveries a CPU second
   */
  public record Speed(double elements, double deliveries) {}

  /** A bench of one vendor's samples. */
  public static MappingBench of(VendorDefinition vendor) {
    MappingBench bench = new MappingBench(vendor);
    for (Sample sample : vendor.samples()) {
      bench.add(sample);
    }
    return bench;
  }

  /** The vendor whose samples are read. */
  public VendorDefinition vendor() {
    return vendor;
  }

  private void add(Sample sample) {
    // Every sample has a source of its own: zone, region and names differ.
    Source like = sample.source();
    sources.add(like);
    String body = new String(sample.body(), StandardCharsets.UTF_8);
    List<Delivery> different = new ArrayList<>();
    for (int i = 0; i <= VARIANTS; i++) {
      different.add(with(sample, varied(body, i), sample.query()));
    }
    variants.add(different);
  }

  private static String varied(String body, int number) {
    return PHONE
        .matcher(body)
        .replaceAll(
            found -> {
              int digits = found.group().length();
              int modulus = (int) Math.pow(10, digits);
              return ("%0" + digits + "d").formatted((number * 7919) % modulus);
            });
  }

  private static Delivery with(Sample sample, String body, @Nullable String query) {
    Delivery like = sample.delivery(ID, sample.vendor(), AT);
    return new Delivery(
        like.id(),
        like.source(),
        like.vendor(),
        like.door(),
        like.receivedAt(),
        like.method(),
        query,
        like.contentType(),
        like.remoteIp(),
        like.proof(),
        null,
        like.requestHeaders(),
        null,
        body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Measures once, by passes over all samples.
   *
   * @param vendors to read with
   * @param remembered whether the phones were seen before; else each is new
   * @param atLeast CPU time to spend on it
   */
  public Speed measure(Vendors vendors, boolean remembered, Duration atLeast) {
    List<Translator> translators = translators(vendors);
    int different = remembered ? seen(translators, atLeast) : VARIANTS;
    long spent = 0;
    long elements = 0;
    int passes = 0;
    while (spent < atLeast.toNanos()) {
      int variant = passes % different;
      if (!remembered && variant == 0 && passes > 0) {
        translators = translators(vendors);
      }
      long start = cpu();
      elements += pass(translators, variant);
      spent += cpu() - start;
      passes++;
    }
    return new Speed(elements * 1e9 / spent, passes * (double) variants.size() * 1e9 / spent);
  }

  /** Reads as many as there is time for. Returns how many of each sample. */
  private int seen(List<Translator> translators, Duration atMost) {
    long start = cpu();
    int different = 0;
    while (different < VARIANTS && cpu() - start < atMost.toNanos()) {
      pass(translators, different++);
    }
    return different;
  }

  /** Bytes that were made: proof that the work was done. */
  public long written() {
    return written;
  }

  /** New ones, which have read something, but none of the phones that are measured. */
  private List<Translator> translators(Vendors vendors) {
    List<Translator> translators =
        sources.stream().map(source -> Translator.of(vendors, List.of(source))).toList();
    pass(translators, VARIANTS);
    return translators;
  }

  /** One variant of each sample. */
  private long pass(List<Translator> translators, int variant) {
    long elements = 0;
    for (int i = 0; i < translators.size(); i++) {
      Delivery delivery = variants.get(i).get(variant);
      for (Translation.Element element : translators.get(i).translate(delivery).elements()) {
        elements++;
        switch (element) {
          case Translation.Element.Understood understood ->
              understood.events().forEach(event -> written += EventJson.write(event).length);
          case Translation.Element.Ignored ignored -> written++;
          case Translation.Element.Rejected rejected -> written += rejected.bytes().length;
        }
      }
    }
    return elements;
  }

  /** The middle, the least and the greatest of some figures. */
  public static double[] middle(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return new double[] {sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]};
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
