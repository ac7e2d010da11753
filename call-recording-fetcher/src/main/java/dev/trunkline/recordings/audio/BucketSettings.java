package dev.trunkline.recordings.audio;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an S3-compatible bucket is. Secrets are named, never carried.
 *
 * @param bucket its name; it must exist
 * @param prefix before every name in it, such as {@code recordings/}; may be empty
 * @param endpoint of the service; null for Amazon's own
 * @param region as the service knows it
 * @param pathStyle the bucket in the path rather than in the host's name, as most services of one's
 *     own want it
 * @param accessKeyVariable names the environment variable of the access key; null, like the next,
 *     for the SDK's own chain (environment, profile, web identity, container, instance)
 * @param secretKeyVariable names the environment variable of the secret key
 */
public record BucketSettings(
    String bucket,
    String prefix,
    @Nullable URI endpoint,
    String region,
    boolean pathStyle,
    @Nullable String accessKeyVariable,
    @Nullable String secretKeyVariable) {

  /**
   * Checks what can be known without asking.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public BucketSettings {
    if (bucket.isBlank() || region.isBlank()) {
      throw new IllegalArgumentException("bucket and region must be set");
    }
    if (prefix.startsWith("/") || (!prefix.isEmpty() && !prefix.endsWith("/"))) {
      throw new IllegalArgumentException(
          "prefix must not begin with a slash and must end with one");
    }
    if ((accessKeyVariable == null) != (secretKeyVariable == null)) {
      throw new IllegalArgumentException("access-key-variable and secret-key-variable go together");
    }
  }
}
