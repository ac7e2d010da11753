package dev.trunkline.allinone.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a data source, its connections and statements, and notes how long the database
 * takes: the store itself carries no timers.
 *
 * @param sql of a statement; empty for what is none
 */
record Timed(Object target, String sql, Spent spent) implements InvocationHandler {

  static DataSource dataSource(DataSource target, Spent spent) {
    return before(DataSource.class, new Timed(target, "", spent));
  }

  private static <T> T before(Class<T> type, Timed timed) {
    return type.cast(
        Proxy.newProxyInstance(Timed.class.getClassLoader(), new Class<?>[] {type}, timed));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    long start = System.nanoTime();
    Object result;
    try {
      result = method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    } finally {
      note(method.getName(), System.nanoTime() - start);
    }
    if (result instanceof PreparedStatement statement && args != null) {
      return before(PreparedStatement.class, new Timed(statement, String.valueOf(args[0]), spent));
    }
    return result instanceof Connection connection && target instanceof DataSource
        ? before(Connection.class, new Timed(connection, "", spent))
        : result;
  }

  private void note(String method, long nanos) {
    if (!sql.isEmpty()) {
      if (method.startsWith("execute")) {
        spent.add(Phase.of(sql), nanos);
      }
    } else if (method.equals("commit")) {
      spent.add(Phase.COMMIT, nanos);
    } else if (method.endsWith("TransactionIsolation") || method.equals("setAutoCommit")) {
      spent.add(Phase.OTHER, nanos); // the driver asks the server
    }
  }
}
