package dev.trunkline.plumbing;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that an earlier life of a member left open. Its group tells nobody how far it has
 * read before they are over, and a producer that would end them is made only for what was read:
 * left alone they end by their timeout.
 */
public final class LeftOpen {

  private static final Logger LOG = LoggerFactory.getLogger(LeftOpen.class);

  private LeftOpen() {}

  /**
   * Gives up what is open under these ids, and returns when nothing is. Whoever has one of the ids
   * now is fenced.
   *
   * @param prefix of the transactional ids; a number follows
   * @throws IllegalStateException if the cluster does not answer
   */
  public static void end(KafkaClients clients, String prefix) {
    Pattern ours = Pattern.compile(Pattern.quote(prefix) + "\\d+");
    try (Admin admin = Admin.create(clients.common())) {
      ListTransactionsOptions open =
          new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
      List<String> ids =
          KafkaSurvey.answer(admin.listTransactions(open).all()).stream()
              .map(TransactionListing::transactionalId)
              .filter(id -> ours.matcher(id).matches())
              .toList();
      if (!ids.isEmpty()) {
        KafkaSurvey.answer(admin.fenceProducers(ids).all());
        LOG.info("gave up what an earlier start left open: {}", ids);
      }
    }
  }
}
