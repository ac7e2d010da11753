package dev.trunkline.plumbing.outbound;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The one way out to vendors. Calls block the calling thread until they are over, which their
 * deadline bounds; virtual threads are welcome. Safe for use by many threads.
 */
public final class Outbound implements AutoCloseable {

  private final Gates gates;
  private final Checked checked;
  private final Wire wire = new Wire(DefaultClientTlsStrategy.createDefault());
  private final Clock clock;
  private final MeterRegistry meters;
  private final ScheduledThreadPoolExecutor timer;

  /**
   * Makes a client.
   *
   * @param clock tells what time a Retry-After date is away, and when a breaker half-opens
   */
  public Outbound(OutboundSettings settings, Resolver resolver, Clock clock, MeterRegistry meters) {
    this.gates = new Gates(settings, clock, meters);
    this.checked = new Checked(resolver, settings.allowed());
    this.clock = clock;
    this.meters = meters;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("outbound-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
    hush();
  }

  /** At DEBUG, Apache's client logs URLs, headers and bodies: no root level may switch that on. */
  private static void hush() {
    LoggingSystem logging = LoggingSystem.get(Outbound.class.getClassLoader());
    for (String name :
        List.of(
            "org.apache.hc",
            "org.apache.hc.client5.http",
            "org.apache.hc.client5.http.wire",
            "org.apache.hc.client5.http.headers")) {
      logging.setLogLevel(name, LogLevel.INFO);
    }
  }

  /** Calls a vendor's API within {@link Limits#CALL}. */
  public Reply call(OutboundRequest request) {
    return call(request, Limits.CALL);
  }

  /** Calls a vendor's API: the answer with its whole body, or why there is none. */
  public Reply call(OutboundRequest request, Limits limits) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    return switch (run(request, limits, body::write, true)) {
      case Streamed all ->
          new Answer(all.status(), all.contentType(), all.retryAfter(), body.toByteArray());
      case Refused refused -> refused;
      case Forbidden forbidden -> forbidden;
      case Failed failed -> failed;
    };
  }

  /** Downloads within {@link Limits#DOWNLOAD}. */
  public Download download(OutboundRequest request, Sink sink) throws IOException {
    return download(request, Limits.DOWNLOAD, sink);
  }

  /**
   * Pours the body of a 200 into a sink, a buffer at a time.
   *
   * @param sink may have got a part of the body when the end is {@link Failed}
   * @throws IOException what the sink threw, and nothing else
   */
  public Download download(OutboundRequest request, Limits limits, Sink sink) throws IOException {
    try {
      return run(request, limits, sink, false);
    } catch (Body.SinkBroke broke) {
      throw broke.why();
    }
  }

  private Download run(OutboundRequest request, Limits limits, Sink sink, boolean anyStatus) {
    Gate gate = gates.of(request.lane());
    Hop first;
    try {
      first = Hop.first(request);
    } catch (Target.Unfit e) {
      return told(request, new Forbidden(e.reason()));
    }
    Refused refused = gate.enter();
    if (refused != null) {
      return told(request, refused);
    }
    long begun = System.nanoTime();
    Boolean healthy = null;
    try {
      Download end = within(first, limits, sink, anyStatus);
      healthy = healthy(end);
      return told(request, end);
    } finally {
      gate.left(healthy, System.nanoTime() - begun);
    }
  }

  private Download within(Hop first, Limits limits, Sink sink, boolean anyStatus) {
    try (Watch watch = new Watch(timer, limits.deadline())) {
      Download end;
      try {
        end = follow(first, limits, sink, anyStatus, watch);
      } catch (Target.Unfit e) {
        return new Forbidden(e.reason());
      } catch (IOException e) {
        end = Failures.of(e);
      }
      // What a connection says that was closed under it is not why it ended.
      Failed verdict = watch.verdict();
      return end instanceof Failed && verdict != null ? verdict : end;
    }
  }

  private Download follow(Hop first, Limits limits, Sink sink, boolean anyStatus, Watch watch)
      throws Target.Unfit, IOException {
    Hop hop = first;
    while (true) {
      List<InetAddress> pinned = checked.addresses(hop.target(), watch);
      try (Wire.Open open = wire.send(hop.target(), pinned, hop.message(), watch)) {
        ClassicHttpResponse response = open.response();
        int status = response.getCode();
        String location = header(response, "Location");
        if (Hop.leadsOn(status) && location != null) {
          hop = hop.next(status, location);
          continue;
        }
        String type = header(response, "Content-Type");
        Duration wait = RetryAfter.read(header(response, "Retry-After"), clock);
        if (!anyStatus && status != 200) {
          return new Streamed(status, type, wait, 0);
        }
        Body body = new Body(response, limits, watch);
        Failed failed = body.pour(sink);
        return failed != null ? failed : new Streamed(status, type, wait, body.count());
      }
    }
  }

  private static @Nullable String header(HttpMessage message, String name) {
    Header header = message.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  /**
   * What an end tells of the vendor: null when nothing. A recording not there yet is no illness.
   */
  private static @Nullable Boolean healthy(Download end) {
    return switch (end) {
      case Streamed answer -> answer.status() != 429 && answer.status() < 500;
      case Failed failed -> !failed.kind().sick();
      case Refused refused -> null;
      case Forbidden forbidden -> null;
    };
  }

  private Download told(OutboundRequest request, Download end) {
    String outcome =
        switch (end) {
          case Streamed answer -> answer.status() / 100 + "xx";
          case Failed failed -> failed.kind().name().toLowerCase(Locale.ROOT);
          case Refused refused -> "refused";
          case Forbidden forbidden -> "forbidden";
        };
    meters
        .counter("trunkline.outbound.requests", "key", request.lane().key(), "outcome", outcome)
        .increment();
    return end;
  }

  /** Ends the deadlines' thread. Requests under way lose their deadline: end them first. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
