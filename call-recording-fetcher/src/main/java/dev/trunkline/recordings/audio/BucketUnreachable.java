package dev.trunkline.recordings.audio;

import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** The bucket did not do as asked: absent, closed to us, or broken. Its cause has the details. */
public final class BucketUnreachable extends IOException {

  BucketUnreachable(String what, SdkException cause) {
    super(what + ": " + reason(cause), cause);
  }

  private static String reason(SdkException cause) {
    return cause instanceof AwsServiceException answer
        ? "status " + answer.statusCode()
        : "no answer";
  }
}
