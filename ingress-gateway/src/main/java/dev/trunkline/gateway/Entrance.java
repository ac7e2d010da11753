package dev.trunkline.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The HTTP server of one event loop. The instances share the port. */
final class Entrance extends VerticleBase {

  private static final long LOOK_EVERY_MILLIS = 100;
  private static final int LARGEST_ANSWER = 64 * 1024;

  private final GatewaySettings settings;
  private final Limits limits;
  private final Supplier<DoorTable> doors;
  private final OperatorTokens tokens;
  private final Publisher publisher;
  private final Keeper keeper;
  private final Rejections rejections;
  private final Quotas quotas;
  private final Failures failures;
  private final Replays replays;
  private final InFlight inFlight;
  private final Connections connections;
  private final GatewayMeters meters;
  private final Clock clock;
  private final @Nullable Certificate certificate;
  private @Nullable HttpServer server;

  Entrance(
      GatewaySettings settings,
      Limits limits,
      Supplier<DoorTable> doors,
      OperatorTokens tokens,
      Publisher publisher,
      Keeper keeper,
      Rejections rejections,
      Quotas quotas,
      Failures failures,
      Replays replays,
      InFlight inFlight,
      Connections connections,
      GatewayMeters meters,
      Clock clock,
      @Nullable Certificate certificate) {
    this.settings = settings;
    this.limits = limits;
    this.doors = doors;
    this.tokens = tokens;
    this.publisher = publisher;
    this.keeper = keeper;
    this.rejections = rejections;
    this.quotas = quotas;
    this.failures = failures;
    this.replays = replays;
    this.inFlight = inFlight;
    this.connections = connections;
    this.meters = meters;
    this.clock = clock;
    this.certificate = certificate;
  }

  @Override
  public Future<?> start() {
    Callers callers = new Callers(limits, connections);
    Reception reception =
        new Reception(
            doors,
            settings.proxies(),
            new SyncReception(tokens, failures, publisher, inFlight, clock, context),
            keeper,
            rejections,
            quotas,
            failures,
            replays,
            inFlight,
            meters,
            limits,
            clock,
            callers,
            context);
    vertx.setPeriodic(LOOK_EVERY_MILLIS, tick -> callers.expire());
    HttpServer created =
        vertx
            .createHttpServer(options())
            .connectionHandler(callers::connected)
            .invalidRequestHandler(this::invalid)
            .requestHandler(reception::enter);
    server = created;
    return created.listen(address());
  }

  /** The port that the server listens on. */
  int port() {
    return server == null ? -1 : server.actualPort();
  }

  /** Accepts no more; done when every request in flight is answered, or after the limit. */
  Future<Void> shutdown(Duration limit) {
    return server == null ? Future.succeededFuture() : server.shutdown(limit);
  }

  /** Shows another certificate to whoever connects from now on. */
  Future<Boolean> certify(Certificate next) {
    return server == null
        ? Future.succeededFuture(false)
        : server.updateSSLOptions(next.instead(limits.headTime()), true);
  }

  /** Any free port must be the same one for all instances. */
  private SocketAddress address() {
    return settings.port() == 0
        ? SocketAddress.sharedRandomPort(1, settings.host())
        : SocketAddress.inetSocketAddress(settings.port(), settings.host());
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(limits.requestLine())
            .setMaxHeaderSize(limits.headers())
            .setHttp2ClearTextEnabled(false)
            .setHandle100ContinueAutomatically(false)
            .setDecompressionSupported(false)
            .setCompressionSupported(false)
            .setTcpNoDelay(true)
            // Whoever reads no answers is read no further once this is full.
            .setSendBufferSize(LARGEST_ANSWER)
            .setAcceptBacklog(1024);
    if (certificate != null) {
      certificate.onto(options, limits.headTime());
    }
    return options;
  }

  /** What is no HTTP, or more of it than we read, is answered and closed. */
  private void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Refusal refusal =
        cause instanceof TooLongHttpLineException
            ? Refusal.URI_TOO_LONG
            : cause instanceof TooLongHttpHeaderException
                ? Refusal.HEADERS_TOO_LARGE
                : Refusal.MALFORMED;
    meters.refused(GatewayMeters.NO_SOURCE, refusal);
    request
        .response()
        .setStatusCode(refusal.status())
        .putHeader("content-type", "application/problem+json")
        .putHeader("connection", "close")
        .end(refusal.problem(refusal.status()));
    request.connection().close();
  }
}
