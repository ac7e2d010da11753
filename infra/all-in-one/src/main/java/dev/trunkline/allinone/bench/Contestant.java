package dev.trunkline.allinone.bench;

/** A server that takes webhooks, and answers 2xx when this machine's disk has them. */
sealed interface Contestant extends AutoCloseable permits OwnGateway, FastifyPg {

  String name();

  /** On 127.0.0.1. */
  int port();

  /** How many deliveries it has, when all is done that is left to do of them. */
  long kept() throws Exception;

  @Override
  void close();
}
