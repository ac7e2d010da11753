package dev.trunkline.allinone;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Keeps Spring's page on a failed start off the console, where {@link Main} says the same in its
 * own lines; the log file has it.
 */
public final class SaidElsewhere extends Filter<ILoggingEvent> {

  private static final String PAGES = "org.springframework.boot.diagnostics";

  /** For logback.xml. */
  public SaidElsewhere() {}

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLoggerName().startsWith(PAGES) ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
