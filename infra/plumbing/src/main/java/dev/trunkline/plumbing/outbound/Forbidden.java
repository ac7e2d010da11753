package dev.trunkline.plumbing.outbound;

/**
 * The address guard or a rule about credentials said no: nothing was connected to what is
 * forbidden. Trying again does not help.
 *
 * @param reason names the rule; of the URL at most a host
 */
public record Forbidden(String reason) implements Reply, Download {}
