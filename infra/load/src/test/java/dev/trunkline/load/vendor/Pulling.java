package dev.trunkline.load.vendor;

import dev.trunkline.canonical.Delivery;
import dev.trunkline.canonical.DeliveryIds;
import dev.trunkline.vendors.ApiRequest;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.History;
import dev.trunkline.vendors.Page;
import dev.trunkline.vendors.Pulls;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Asks fake vendors as our definitions say.
 *
 * @param definitions with four sources, named as their vendors
 */
record Pulling(Definitions definitions, Client client) {

  /** The name that our definitions have for what is behind a door. */
  static String api(Visit.Door door) {
    return switch (door) {
      case LOG -> "log";
      case RECORDINGS -> "recordings";
      case KNOWLARITY -> "calllog";
      case ONECOM -> "cdrs";
      case KNOWRITHM -> "leads";
      case AUDIO, MOVED, NONE -> throw new AssertionError("no history");
    };
  }

  static Pulling from(FakeVendors fake) {
    Credentials shown = Credentials.usual();
    String yaml =
        """
        sources:
          - id: convoso
            vendor: convoso
            allow_unsigned: true
            pull: {api: "%1$s", secret: "%2$s"}
          - id: knowlarity
            vendor: knowlarity
            allow_unsigned: true
            pull: {api: "%1$s", secrets: {api_key: "%3$s", sr_key: "%4$s"}}
          - id: onecom
            vendor: onecom
            zone: Asia/Jerusalem
            allow_unsigned: true
            pull: {api: "%1$s", secret: "%5$s", settings: {tenant: "%6$s"}}
          - id: knowrithm
            vendor: knowrithm
            secrets: [demo-knowrithm-secret]
            pull: {api: "%1$s", secrets: {api_key: "%7$s", api_secret: "%8$s"}}
        """
            .formatted(
                fake.base(),
                Client.TOKEN,
                shown.knowlarityKey(),
                shown.knowlarityAuthorization(),
                shown.onecomKey(),
                shown.onecomTenant(),
                shown.knowrithmKey(),
                shown.knowrithmSecret());
    Vendors vendors = Vendors.builtIn();
    Sources sources = Sources.read(new StringReader(yaml), vendors, name -> null);
    return new Pulling(Definitions.of(vendors, sources), new Client());
  }

  History history(Visit.Door door) {
    String source =
        switch (door) {
          case LOG, RECORDINGS -> "convoso";
          case KNOWLARITY -> "knowlarity";
          case ONECOM -> "onecom";
          case KNOWRITHM -> "knowrithm";
          case AUDIO, MOVED, NONE -> throw new AssertionError("no history");
        };
    Pulls pulls = Objects.requireNonNull(Pulls.of(definitions, source));
    return Objects.requireNonNull(pulls.history(api(door)));
  }

  /** One page of a slice; the definition's own size of pages for 0. */
  Page page(Visit.Door door, Instant from, Instant until, long cursor, int size) throws Exception {
    History history = history(door);
    var request = (ApiRequest.Askable) history.request(from, until, cursor, size);
    HttpResponse<byte[]> answer = client.send(request);
    return history.read(
        answer.statusCode(),
        answer.headers().firstValue("Content-Type").orElse(null),
        answer.body(),
        cursor,
        size);
  }

  /** All pages of all slices, as deliveries. */
  List<Delivery> all(Visit.Door door, Instant from, Instant until, int size) throws Exception {
    History history = history(door);
    List<Delivery> deliveries = new ArrayList<>();
    for (Instant begin = from; begin.isBefore(until); ) {
      Instant end = history.sliceEnd(begin, until);
      long cursor = 0;
      boolean last = false;
      while (!last) {
        Page page = page(door, begin, end, cursor, size);
        if (!(page instanceof Page.Rows rows)) {
          throw new AssertionError(page);
        }
        for (Page.Part part : rows.parts()) {
          deliveries.add(
              history.delivery(part, DeliveryIds.next(), "job", begin, end, cursor, until));
        }
        last = rows.last();
        cursor = rows.next();
      }
      begin = end;
    }
    return deliveries;
  }
}
