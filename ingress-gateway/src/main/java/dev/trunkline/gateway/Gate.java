package dev.trunkline.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.spi.transport.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's usual transport, but that every connection is counted when it is accepted. Vert.x tells
 * of one only after its TLS handshake, which an attacker never ends.
 */
final class Gate implements io.vertx.core.transport.Transport {

  private final Connections connections;

  Gate(Connections connections) {
    this.connections = connections;
  }

  @Override
  public String name() {
    return "nio";
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return null;
  }

  @Override
  public Transport implementation() {
    return new Counting(NIO.implementation(), connections);
  }

  private record Counting(Transport usual, Connections connections) implements Transport {

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
      return domainSocket
          ? usual.serverChannelFactory(true)
          : () -> new CountingServerChannel(connections);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
      return usual.channelFactory(domainSocket);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
      return usual.ioHandlerFactory();
    }

    @Override
    @SuppressWarnings("deprecation") // the interface's own
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
      return usual.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
      return usual.datagramChannelFactory();
    }
  }

  private static final class CountingServerChannel extends NioServerSocketChannel {

    private final Connections connections;

    CountingServerChannel(Connections connections) {
      this.connections = connections;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      int before = accepted.size();
      int read = super.doReadMessages(accepted);
      for (int i = accepted.size() - 1; i >= before; i--) {
        Channel channel = (Channel) accepted.get(i);
        if (!connections.accepted(channel)) {
          accepted.remove(i);
          channel.unsafe().closeForcibly();
        }
      }
      return read;
    }
  }
}
