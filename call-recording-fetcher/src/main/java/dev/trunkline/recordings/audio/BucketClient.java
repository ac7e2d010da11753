package dev.trunkline.recordings.audio;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The SDK's client, set so that services other than Amazon's understand it. */
final class BucketClient {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** A service that stops taking bytes is met by no socket's timeout, for those are of reading. */
  private static final Duration WHOLE = Duration.ofMinutes(10);

  private BucketClient() {}

  static S3Client of(BucketSettings settings, Function<String, @Nullable String> environment) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .overrideConfiguration(call -> call.apiCallTimeout(WHOLE))
            .forcePathStyle(settings.pathStyle())
            .credentialsProvider(credentials(settings, environment))
            // We give a SHA-256 ourselves; a trailer besides it is what elder services choke on.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(SILENCE));
    if (settings.endpoint() != null) {
      builder.endpointOverride(settings.endpoint());
    }
    return builder.build();
  }

  private static AwsCredentialsProvider credentials(
      BucketSettings settings, Function<String, @Nullable String> environment) {
    String access = settings.accessKeyVariable();
    String secret = settings.secretKeyVariable();
    if (access == null || secret == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(value(access, environment), value(secret, environment)));
  }

  private static String value(String variable, Function<String, @Nullable String> environment) {
    String value = environment.apply(variable);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("environment variable " + variable + " is not set");
    }
    return value;
  }
}
