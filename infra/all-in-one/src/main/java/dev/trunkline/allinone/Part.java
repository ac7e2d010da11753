package dev.trunkline.allinone;

import dev.trunkline.gateway.GatewayConfiguration;
import dev.trunkline.gateway.pull.PullConfiguration;
import dev.trunkline.normalizer.NormalizerConfiguration;
import dev.trunkline.recordings.RecordingConfiguration;
import dev.trunkline.writer.WriterConfiguration;
import java.util.List;

/** One part of an installation that can run in a process of its own. */
enum Part {
  BROKER,
  GATEWAY,
  NORMALIZER,
  WRITER,
  RECORDINGS;

  /** What a stage is made of; empty for the broker, which is none. */
  List<Class<?>> configurations() {
    return switch (this) {
      case BROKER -> List.of();
      case GATEWAY -> List.of(GatewayConfiguration.class, PullConfiguration.class);
      case NORMALIZER -> List.of(NormalizerConfiguration.class);
      case WRITER -> List.of(WriterConfiguration.class);
      case RECORDINGS -> List.of(RecordingConfiguration.class);
    };
  }
}
