package dev.trunkline.allinone;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** Connections of which a commit may have to wait. */
final class HeldCommits {

  private HeldCommits() {}

  /** Those of this source; the writer of events is at this place before each commit. */
  static DataSource of(DataSource source, Hold hold, String place) {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Object result = invoke(source, method, arguments);
          return result instanceof Connection connection ? held(connection, hold, place) : result;
        });
  }

  private static Connection held(Connection connection, Hold hold, String place) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          // Not that of payloads, which is another group.
          if (method.getName().equals("commit")
              && Thread.currentThread().getName().startsWith("writerContainer-")) {
            hold.at(place);
          }
          return invoke(connection, method, arguments);
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(HeldCommits.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
