package dev.trunkline.vendors;

import dev.trunkline.canonical.CanonicalEvent;
import dev.trunkline.canonical.EventJson;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Prints elements a CPU second, parse to serialise, one thread: {@code java -cp …
 * dev.trunkline.vendors.Throughput}. Compare only within one run.
 */
final class Throughput {

  private static final String ID = "01970000-0000-7000-8000-000000000000";
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static long written;

  private Throughput() {}

  public static void main(String[] args) {
    Vendors vendors = Vendors.builtIn();
    Translator translator = Translator.of(vendors, Sources.demo(vendors).all());
    for (String story : List.of("onecom/w01-mirta-inbound", "knowrithm/w01-v2-created")) {
      Sample sample = sample(vendors, story);
      for (boolean samePhone : List.of(false, true)) {
        measure(translator, sample, samePhone, 10_000_000_000L);
        System.out.printf(
            "%s, %s: %.0f elements/s%n",
            story,
            samePhone ? "same phone" : "new phone each time",
            measure(translator, sample, samePhone, 5_000_000_000L));
      }
    }
    System.out.println(written + " bytes written");
  }

  private static double measure(
      Translator translator, Sample sample, boolean samePhone, long nanos) {
    String body = new String(sample.body(), StandardCharsets.UTF_8);
    long start = cpu();
    int elements = 0;
    while (cpu() - start < nanos) {
      for (int i = 0; i < 100; i++) {
        String phone = samePhone ? "0143" : String.format("%04d", elements % 10_000);
        byte[] bytes =
            body.replace("0000101", "000" + phone)
                .replace("0143", phone)
                .getBytes(StandardCharsets.UTF_8);
        Sample one = with(sample, bytes);
        Translation translation = translator.translate(one.delivery(ID, sample.vendor(), AT));
        if (translation.elements().get(0) instanceof Translation.Element.Understood understood) {
          for (CanonicalEvent event : understood.events()) {
            written += EventJson.write(event).length;
          }
        } else {
          throw new IllegalStateException(translation.toString());
        }
        elements++;
      }
    }
    return elements * 1e9 / (cpu() - start);
  }

  private static Sample with(Sample sample, byte[] body) {
    return new Sample(
        sample.vendor(),
        sample.name(),
        sample.story(),
        sample.door(),
        sample.pulled(),
        sample.method(),
        sample.contentType(),
        sample.query(),
        body,
        sample.zone(),
        sample.region(),
        sample.fields(),
        sample.means());
  }

  private static Sample sample(Vendors vendors, String story) {
    return vendors.all().stream()
        .flatMap(vendor -> vendor.samples().stream())
        .filter(sample -> story.equals(sample.vendor() + "/" + sample.name()))
        .findFirst()
        .orElseThrow();
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
