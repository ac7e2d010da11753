package dev.trunkline.writer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the database is, by Spring's usual names. Not needed where a {@link javax.sql.DataSource}
 * bean is given.
 *
 * @param url JDBC address: {@code jdbc:postgresql://host:port/database}
 * @param username owner of the tables; needs to be no superuser
 * @param password of this user
 */
@ConfigurationProperties("spring.datasource")
record DatabaseSettings(
    @Nullable String url, @Nullable String username, @Nullable String password) {

  String requiredUrl() {
    if (url == null) {
      throw new IllegalArgumentException("spring.datasource.url is missing");
    }
    return url;
  }

  @Override
  public String toString() {
    return "DatabaseSettings[username=" + username + "]";
  }
}
