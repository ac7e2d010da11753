package dev.trunkline.load.vendor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The calls that the fake has, by what it is asked for. Safe for several threads. */
final class Archive {

  /** A recording and the call that it belongs to. */
  record Filed(ScriptedCall call, ScriptedRecording recording) {}

  private final List<ScriptedCall> calls = new CopyOnWriteArrayList<>();
  private final Map<String, List<ScriptedCall>> byLead = new ConcurrentHashMap<>();
  private final Map<String, Filed> byRecording = new ConcurrentHashMap<>();

  void add(List<ScriptedCall> more) {
    calls.addAll(more);
    for (ScriptedCall call : more) {
      byLead.computeIfAbsent(call.leadId(), lead -> new CopyOnWriteArrayList<>()).add(call);
      call.recordings().forEach(r -> byRecording.put(r.id(), new Filed(call, r)));
    }
  }

  List<ScriptedCall> calls() {
    return calls;
  }

  /** None: no such lead. */
  List<ScriptedCall> ofLead(String leadId) {
    return byLead.getOrDefault(leadId, List.of());
  }

  @Nullable Filed recording(String id) {
    return byRecording.get(id);
  }
}
