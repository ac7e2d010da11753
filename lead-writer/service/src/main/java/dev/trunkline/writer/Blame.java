package dev.trunkline.writer;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says because of which field a record cannot be written, if it can be told. */
interface Blame {

  /** Of what has no fields of ours. */
  Blame NOBODY =
      new Blame() {
        @Override
        public Optional<String> field(ConsumerRecord<String, byte[]> record) {
          return Optional.empty();
        }

        @Override
        public Optional<String> among(ConsumerRecord<String, byte[]> record, Set<String> suspects) {
          return Optional.empty();
        }
      };

  /** Whichever field it is: half a dozen tries. */
  Optional<String> field(ConsumerRecord<String, byte[]> record);

  /** One of these fields, where it is one of them: a try each. */
  Optional<String> among(ConsumerRecord<String, byte[]> record, Set<String> suspects);
}
