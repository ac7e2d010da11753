package dev.trunkline.allinone;

import dev.trunkline.load.DemoSources;
import dev.trunkline.load.Ledger;
import dev.trunkline.load.Repertoire;
import dev.trunkline.load.Sender;
import dev.trunkline.load.Story;
import dev.trunkline.vendors.Sources;
import dev.trunkline.vendors.Vendors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One installation for all tests of this JVM: the very one that {@code trunkline up} starts. */
final class OneInstallation {

  private static OneInstallation shared;

  final Path data;
  final Installation installation;
  final Vendors vendors = Vendors.builtIn();
  final DemoVendor dialer = DemoVendor.start(Clock.systemUTC());
  final Sources sources = dialer.at(DemoSources.forSamples(vendors));
  final Repertoire repertoire = Repertoire.of(vendors, sources);
  final Ledger ledger;
  final Sender sender;

  private OneInstallation() {
    try {
      data = Files.createTempDirectory("trunkline-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    InstallationOptions options = new InstallationOptions();
    options.data = data;
    options.gatewayPort = 0;
    options.workbenchPort = 0;
    options.kafkaPort = 0;
    options.postgresPort = 0;
    installation =
        Installation.start(
            options,
            options.definitions(loaded -> dialer.at(DemoSources.forSamples(loaded))),
            DemoVendor.PROPERTIES,
            line -> {});
    ledger = Ledger.open(data.resolve("sent.ndjson"));
    sender = new Sender(installation.address().gateway(), ledger, Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
  }

  static synchronized OneInstallation shared() {
    if (shared == null) {
      shared = new OneInstallation();
    }
    return shared;
  }

  /** The story of this sample of this vendor. */
  Story story(String vendor, String name) {
    return repertoire.stories().stream()
        .filter(s -> s.sample().vendor().equals(vendor) && s.sample().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no sample " + vendor + "/" + name));
  }

  /** Rows of a query, by column; values as text, nulls left out. */
  List<Map<String, String>> rows(String sql, String... values) {
    try (Connection connection = DriverManager.getConnection(installation.address().jdbcUrl());
        PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        select.setString(i + 1, values[i]);
      }
      List<Map<String, String>> rows = new ArrayList<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          Map<String, String> row = new LinkedHashMap<>();
          for (int c = 1; c <= result.getMetaData().getColumnCount(); c++) {
            if (result.getString(c) != null) {
              row.put(result.getMetaData().getColumnLabel(c), result.getString(c));
            }
          }
          rows.add(row);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError("the query failed: " + sql, e);
    }
  }

  private void stop() {
    sender.close();
    ledger.close();
    installation.close();
    dialer.close();
    try (var files = Files.walk(data)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
