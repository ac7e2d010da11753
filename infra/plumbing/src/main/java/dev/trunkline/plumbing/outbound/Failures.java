package dev.trunkline.plumbing.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** What an exception of the connection means. Its own message is left out: it may quote. */
final class Failures {

  private Failures() {}

  static Failed of(IOException e) {
    return switch (e) {
      case SocketTimeoutException t -> new Failed(Failed.Kind.TIMEOUT, "no answer in time");
      case UnknownHostException u -> new Failed(Failed.Kind.UNREACHABLE, "the host has no address");
      case ConnectException c -> new Failed(Failed.Kind.UNREACHABLE, "the connection was refused");
      case NoRouteToHostException n ->
          new Failed(Failed.Kind.UNREACHABLE, "there is no route to the host");
      case SSLException s ->
          new Failed(Failed.Kind.UNREACHABLE, "TLS failed (" + s.getClass().getSimpleName() + ")");
      case TruncatedChunkException t ->
          new Failed(Failed.Kind.RESET, "the connection ended within a chunk");
      case MalformedChunkCodingException m ->
          new Failed(Failed.Kind.MALFORMED, "the body's chunks are malformed");
      case MessageConstraintException m ->
          new Failed(Failed.Kind.MALFORMED, "the answer's head is too large");
      case ClientProtocolException c -> new Failed(Failed.Kind.MALFORMED, "the answer breaks HTTP");
      case IOException other ->
          new Failed(
              Failed.Kind.RESET,
              "the connection ended early (" + other.getClass().getSimpleName() + ")");
    };
  }
}
