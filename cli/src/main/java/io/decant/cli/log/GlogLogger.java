package io.decant.cli.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger whose lines name the source file of its class. */
final class GlogLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  GlogLogger(String name) {
    this.name = name;
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return GlogLogger.class.getName();
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable throwable) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    Glog.get().write(level, name, throwable == null ? message : message + ": " + throwable);
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isInfoEnabled() {
    return Glog.get().shows(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return Glog.get().shows(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }
}
