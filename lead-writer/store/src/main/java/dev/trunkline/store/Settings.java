package dev.trunkline.store;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The statements on what the sources file says. */
final class Settings {

  private static final String SOURCE =
      """
      insert into app.sources as s (source, vendor, default_lead_name)
      values (:source, :vendor, :name)
      on conflict (source) do update
      set vendor = excluded.vendor, default_lead_name = excluded.default_lead_name
      where (s.vendor, s.default_lead_name)
        is distinct from (excluded.vendor, excluded.default_lead_name)
      """;

  private final Handle handle;

  Settings(Handle handle) {
    this.handle = handle;
  }

  /** Replaces what is kept of these sources; of others it stays. */
  void put(List<SourceSettings> sources) {
    // One at a time: two processes that start together would deadlock otherwise.
    handle.execute("select pg_advisory_xact_lock(hashtext('app.sources'))");
    String[] ids = sources.stream().map(SourceSettings::source).toArray(String[]::new);
    handle
        .createUpdate("delete from app.guards where source = any(:ids)")
        .bind("ids", ids)
        .execute();
    handle
        .createUpdate("delete from app.known_agents where source = any(:ids)")
        .bind("ids", ids)
        .execute();
    PreparedBatch rows = handle.prepareBatch(SOURCE);
    PreparedBatch guards =
        handle.prepareBatch(
            "insert into app.guards (source, phone, reason) values (:source, :phone, :reason)");
    PreparedBatch agents =
        handle.prepareBatch(
            """
            insert into app.known_agents (source, agent, agent_id, agent_name, agent_phone)
            values (:source, :agent, :id, :name, :phone)
            on conflict (source, agent) do update set agent_id = excluded.agent_id,
              agent_name = excluded.agent_name, agent_phone = excluded.agent_phone
            """);
    for (SourceSettings source : sources) {
      rows.bind("source", source.source())
          .bind("vendor", source.vendor())
          .bind("name", source.defaultLeadName())
          .add();
      guard(guards, source.source(), "own", source.ownNumbers());
      guard(guards, source.source(), "shared", source.sharedPhones());
      guard(guards, source.source(), "agent", phones(source.agents()));
      for (KnownAgent agent : source.agents()) {
        agents
            .bind("source", source.source())
            .bind("agent", agent.key())
            .bind("id", agent.id())
            .bind("name", agent.name())
            .bind("phone", agent.phone())
            .add();
      }
    }
    for (PreparedBatch batch : List.of(rows, guards, agents)) {
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }

  private static List<String> phones(List<KnownAgent> agents) {
    List<String> phones = new ArrayList<>();
    for (KnownAgent agent : agents) {
      if (agent.phone() != null) {
        phones.add(agent.phone());
      }
    }
    return phones;
  }

  private static void guard(
      PreparedBatch guards, String source, String reason, List<String> phones) {
    for (String phone : new TreeSet<>(phones)) {
      guards.bind("source", source).bind("phone", phone).bind("reason", reason).add();
    }
  }
}
