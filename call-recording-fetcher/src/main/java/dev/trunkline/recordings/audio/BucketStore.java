package dev.trunkline.recordings.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * A bucket of any S3-compatible service. A recording is spooled to a local file first, so that its
 * size, digest and kind are known before anything is sent; one request then makes it visible, or
 * not at all. Without the right to list, a service answers 403 for what is not there: grant it.
 */
public final class BucketStore implements AudioStore {

  private final BucketSettings settings;
  private final Spool spool;
  private final S3Client s3;

  /**
   * Makes the spool's folder; does not ask the bucket.
   *
   * @param folder of unfinished files, on this machine
   * @param environment a variable's value by its name, null if it is not set
   * @throws IllegalArgumentException if a named variable is not set
   * @throws IOException if the folder cannot be written to
   */
  public BucketStore(
      BucketSettings settings,
      Path folder,
      Limits limits,
      Function<String, @Nullable String> environment)
      throws IOException {
    this.settings = settings;
    this.spool = new Spool(folder.toAbsolutePath().normalize(), Access.OWNER, limits);
    this.s3 = BucketClient.of(settings, environment);
  }

  @Override
  public Incoming begin() throws IOException {
    return spool.begin(this::land);
  }

  @Override
  public boolean has(String sha256) throws IOException {
    for (AudioType type : AudioType.values()) {
      if (size(ContentName.of(sha256, type)) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Optional<InputStream> open(String sha256) throws IOException {
    for (AudioType type : AudioType.values()) {
      String key = settings.prefix() + ContentName.of(sha256, type);
      try {
        return Optional.of(s3.getObject(get -> get.bucket(settings.bucket()).key(key)));
      } catch (NoSuchKeyException e) {
        // Of another type, or of none.
      } catch (SdkException e) {
        throw new BucketUnreachable("reading from bucket " + settings.bucket(), e);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    s3.close();
  }

  /**
   * Asks first, since not every service knows {@code If-None-Match}. Two who both find nothing
   * write the same bytes under the same name.
   */
  private void land(Path whole, String sha256, AudioType type) throws IOException {
    String name = ContentName.of(sha256, type);
    long bytes = Files.size(whole);
    if (size(name) == bytes) {
      return;
    }
    String digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
    try {
      s3.putObject(
          put ->
              put.bucket(settings.bucket())
                  .key(settings.prefix() + name)
                  .contentType(type.mediaType())
                  .checksumSHA256(digest),
          RequestBody.fromFile(whole));
    } catch (SdkException e) {
      throw new BucketUnreachable("writing to bucket " + settings.bucket(), e);
    }
  }

  /** In bytes; -1 if it is not there. */
  private long size(String name) throws IOException {
    String key = settings.prefix() + name;
    try {
      return s3.headObject(head -> head.bucket(settings.bucket()).key(key)).contentLength();
    } catch (NoSuchKeyException e) {
      return -1;
    } catch (SdkException e) {
      throw new BucketUnreachable("asking bucket " + settings.bucket(), e);
    }
  }
}
