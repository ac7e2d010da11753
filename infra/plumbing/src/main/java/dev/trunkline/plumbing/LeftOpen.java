package dev.trunkline.plumbing;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that an earlier life of a member left open. Its group tells nobody how far it has
 * read before they are over, and a producer that would end them is made only for what was read:
 * left alone they end by their timeout.
 */
public final class LeftOpen {

  private static final Logger LOG = LoggerFactory.getLogger(LeftOpen.class);

  /** Names begin at 0, and a new one is taken where a producer has failed for good. */
  private static final int USUAL = 16;

  private static final int PATIENCE_SECONDS = 30;

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
      Set<String> ids = new TreeSet<>(described(admin, prefix));
      ListTransactionsOptions open =
          new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
      KafkaSurvey.answer(admin.listTransactions(open).all()).stream()
          .map(TransactionListing::transactionalId)
          .filter(id -> ours.matcher(id).matches())
          .forEach(ids::add);
      if (!ids.isEmpty()) {
        KafkaSurvey.answer(admin.fenceProducers(ids).all());
        LOG.info("gave up what an earlier start left open: {}", ids);
      }
    }
  }

  /**
   * The usual ones, by name. A coordinator that has just begun leaves out of its list what it has
   * not loaded yet; asked about one by name, it lets the question wait.
   */
  private static List<String> described(Admin admin, String prefix) {
    List<String> usual = IntStream.range(0, USUAL).mapToObj(number -> prefix + number).toList();
    DescribeTransactionsResult described = admin.describeTransactions(usual);
    return usual.stream().filter(id -> isOpen(described, id)).toList();
  }

  private static boolean isOpen(DescribeTransactionsResult described, String id) {
    KafkaFuture<Boolean> open =
        described.description(id).thenApply(found -> found.state() == TransactionState.ONGOING);
    try {
      return open.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return false;
      }
      throw new IllegalStateException("Kafka does not say what is open", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka does not say what is open", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
