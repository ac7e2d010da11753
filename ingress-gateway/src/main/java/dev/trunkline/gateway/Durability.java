package dev.trunkline.gateway;

/** What an acknowledgement is worth (architecture, 4). */
public enum Durability {
  /**
   * Several machines have the record: Kafka's acknowledgement, or where it does not come in time
   * this machine's disk.
   */
  REPLICATED,
  /** This machine's disk has the record, whatever becomes of a broker beside it. */
  SINGLE_NODE
}
