package dev.trunkline.vendors;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to a vendor, or why there is none. */
public sealed interface ApiRequest {

  /**
   * What is to be sent. It may hold a credential, for the host of {@code uri} only: no redirect may
   * carry it to another.
   *
   * @param method GET or POST
   * @param uri with its query
   * @param headers to be sent
   * @param form body of type {@code application/x-www-form-urlencoded}; null: no body
   */
  record Askable(String method, URI uri, Map<String, String> headers, @Nullable String form)
      implements ApiRequest {

    /** Copies the map. */
    public Askable {
      headers = Map.copyOf(headers);
    }

    /** Method, host and no more: paths, queries, headers and bodies may hold secrets. */
    @Override
    public String toString() {
      return method + " " + uri.getScheme() + "://" + uri.getAuthority();
    }
  }

  /**
   * It cannot be asked as things are.
   *
   * @param reason names what is missing, never a value
   */
  record Unaskable(String reason) implements ApiRequest {}
}
