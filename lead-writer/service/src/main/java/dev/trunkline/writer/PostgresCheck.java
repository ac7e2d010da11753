package dev.trunkline.writer;

import dev.trunkline.plumbing.assertion.Finding;
import dev.trunkline.plumbing.assertion.StartCheck;
import dev.trunkline.plumbing.failure.FailurePolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

/**
 * Looks at the database as a connection of ours finds it: settings of the role and of the database
 * count.
 *
 * @param acceptLostCommits whether durability may be off; it is warned about all the same
 */
record PostgresCheck(DataSource dataSource, boolean acceptLostCommits) implements StartCheck {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresCheck.class);

  @Override
  public List<Finding> findings() {
    // As patient as all at a start are with a database that is away.
    RetryTemplate patient = new RetryTemplate(WriterSources.PATIENCE);
    patient.setRetryListener(new Tell());
    PostgresFacts found = patient.invoke(this::look);
    List<Finding> findings = new ArrayList<>(PostgresDemands.meaning(found));
    List<Finding> durability = PostgresDemands.durability(found);
    if (acceptLostCommits) {
      durability.forEach(
          finding -> LOG.atWarn().addKeyValue("found", finding.what()).log("Commits may be lost"));
    } else {
      findings.addAll(durability);
    }
    return findings;
  }

  private PostgresFacts look() {
    try (Connection connection = dataSource.getConnection()) {
      return PostgresFacts.of(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("Postgres could not be asked for its settings", e);
    }
  }

  private static final class Tell implements RetryListener {

    @Override
    public void onRetryableExecution(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
      if (!state.isSuccessful()) {
        LOG.atWarn()
            .addKeyValue("reason", FailurePolicy.of(state.getLastException()).reason())
            .log("Postgres could not be looked at");
      }
    }
  }
}
