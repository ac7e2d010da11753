package dev.trunkline.allinone.doctor;

import dev.trunkline.gateway.diagnosis.ProofDiagnosis;
import dev.trunkline.gateway.diagnosis.RefusedRequest;
import dev.trunkline.gateway.diagnosis.Remark;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is told of a refused request. */
final class RefusedLines {

  private RefusedLines() {}

  /** In a list. */
  static String line(RefusedRequest refused) {
    return "%-24s  %-36s  %-20s %-12s %s"
        .formatted(
            refused.receivedAt(),
            refused.id() == null ? "(without an id)" : refused.id(),
            refused.source(),
            refused.cause(),
            refused.finding() == null ? "" : refused.finding());
  }

  /** For programs. */
  static Map<String, Object> json(RefusedRequest refused) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", String.valueOf(refused.id()));
    json.put("received_at", refused.receivedAt().toString());
    json.put("source", refused.source());
    json.put("door", refused.door());
    json.put("cause", refused.cause());
    json.put("finding", String.valueOf(refused.finding()));
    json.put("remote_ip", refused.remoteIp());
    json.put("body_bytes", refused.bodyBytes());
    return json;
  }

  /** For programs, with what was found. */
  static Map<String, Object> json(RefusedRequest refused, ProofDiagnosis diagnosis) {
    Map<String, Object> json = json(refused);
    json.put("proofs", diagnosis.proofs());
    return json;
  }

  /** For people. */
  static void print(RefusedRequest refused, ProofDiagnosis diagnosis, PrintStream out) {
    out.printf(
        "refused    %s  %s%s%n",
        refused.receivedAt(),
        refused.cause(),
        refused.finding() == null ? "" : " (" + refused.finding() + ")");
    out.printf(
        "request    %s from %s at door %s of source %s, %,d bytes%s%n",
        refused.method(),
        refused.remoteIp(),
        refused.door(),
        refused.source(),
        refused.bodyBytes(),
        refused.contentType() == null ? "" : " of " + refused.contentType());
    for (ProofDiagnosis.Judged proof : diagnosis.proofs()) {
      out.println("asked      " + proof.asked());
      for (Remark remark : proof.remarks()) {
        out.println("  found    " + remark.found());
        if (!remark.cure().isEmpty()) {
          out.println("    try    " + remark.cure());
        }
      }
    }
  }
}
