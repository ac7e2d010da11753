package dev.trunkline.allinone.drill;

import dev.trunkline.load.Reply;
import dev.trunkline.load.Sender;
import dev.trunkline.vendors.Definitions;
import dev.trunkline.vendors.Sources;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A vendor on loopback that reports calls whose recordings are to be asked of it afterwards. */
public interface Dialer extends AutoCloseable {

  /** Where it is asked. */
  URI base();

  /** These sources, its own asking it. */
  Sources at(Sources sources);

  /** Reports one more call; completes as {@link Sender#send} does. */
  CompletableFuture<Reply> call(Sender sender, Definitions definitions);

  @Override
  void close();
}
