package dev.trunkline.recordings;

import dev.trunkline.plumbing.outbound.AllowedAddresses;
import dev.trunkline.plumbing.outbound.Limits;
import dev.trunkline.recordings.audio.AudioStore;
import dev.trunkline.recordings.audio.BucketSettings;
import dev.trunkline.recordings.audio.BucketStore;
import dev.trunkline.recordings.audio.FilesystemStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The call-recording-fetcher's knobs.
 *
 * @param instance names this process among several, stable over restarts: its transactions are
 *     fenced by it
 * @param atOnce most attempts at once for one source of this process, 1 to 64
 * @param allowAddresses ranges like {@code 10.1.2.3/32} that are asked although they are not
 *     public: a telephone system on the premises, say. No payload can add to them
 * @param store where audio is copied to
 */
@ConfigurationProperties("trunkline.recordings")
record RecordingSettings(
    @DefaultValue("0") String instance,
    @DefaultValue("4") int atOnce,
    @DefaultValue List<String> allowAddresses,
    @DefaultValue Store store) {

  RecordingSettings {
    if (atOnce < 1 || atOnce > 64) {
      throw new IllegalArgumentException(
          "trunkline.recordings.at-once is %d, not within 1 to 64".formatted(atOnce));
    }
    allowAddresses = List.copyOf(allowAddresses);
    try {
      var unused = AllowedAddresses.of(allowAddresses);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "trunkline.recordings.allow-addresses: " + e.getMessage(), e);
    }
  }

  AllowedAddresses allowed() {
    return AllowedAddresses.of(allowAddresses);
  }

  /**
   * Where audio is copied to.
   *
   * @param enabled whether recordings are copied where no source says otherwise
   * @param folder of the store on this machine; of unfinished files where a bucket is named
   * @param bucket of an S3-compatible service; absent: the folder is the store
   * @param prefix before every name in the bucket
   * @param endpoint of the service; absent: Amazon's own
   * @param region as the service knows it
   * @param pathStyle the bucket in the path rather than in the host's name
   * @param accessKeyVariable names the environment variable of the access key; absent: the SDK's
   *     own chain
   * @param secretKeyVariable names the environment variable of the secret key
   * @param largest recording that is taken
   * @param deadline of one download, from the first look-up to the last byte
   * @param leastRate the least a download must bring in every 10 seconds, in bytes a second
   */
  record Store(
      @DefaultValue("false") boolean enabled,
      @Nullable Path folder,
      @Nullable String bucket,
      @DefaultValue("") String prefix,
      @Nullable URI endpoint,
      @DefaultValue("us-east-1") String region,
      @DefaultValue("false") boolean pathStyle,
      @Nullable String accessKeyVariable,
      @Nullable String secretKeyVariable,
      @DefaultValue("200MB") DataSize largest,
      @DefaultValue("120s") Duration deadline,
      @DefaultValue("1000") long leastRate) {

    Store {
      if (folder == null && (enabled || bucket != null)) {
        throw new IllegalArgumentException(
            "trunkline.recordings.store.folder is missing: where copies are, or begin");
      }
    }

    Limits limits() {
      return new Limits(largest.toBytes(), deadline, leastRate, Duration.ofSeconds(10));
    }

    /**
     * The store; null where no folder is named.
     *
     * @throws IOException if its folder cannot be written to
     */
    @Nullable AudioStore open() throws IOException {
      if (folder == null) {
        return null;
      }
      dev.trunkline.recordings.audio.Limits bounds = audioLimits();
      return bucket == null
          ? new FilesystemStore(folder, dev.trunkline.recordings.audio.Access.OWNER, bounds)
          : new BucketStore(
              new BucketSettings(
                  bucket,
                  prefix,
                  endpoint,
                  region,
                  pathStyle,
                  accessKeyVariable,
                  secretKeyVariable),
              folder,
              bounds,
              System::getenv);
    }

    private dev.trunkline.recordings.audio.Limits audioLimits() {
      dev.trunkline.recordings.audio.Limits usual = dev.trunkline.recordings.audio.Limits.USUAL;
      return new dev.trunkline.recordings.audio.Limits(
          usual.smallest(),
          Math.max(usual.smallest(), largest.toBytes()),
          usual.reserveBytes(),
          usual.reservePercent(),
          deadline.multipliedBy(2).compareTo(usual.abandoned()) > 0
              ? deadline.multipliedBy(2)
              : usual.abandoned());
    }
  }
}
