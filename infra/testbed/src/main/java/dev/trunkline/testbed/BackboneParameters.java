package dev.trunkline.testbed;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the servers to the parameters of a test class; see {@link WithBackbone}. */
final class BackboneParameters implements ParameterResolver {

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(BackboneParameters.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Backbone.class || type == Kafka.class || type == Database.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Backbone backbone = Backbone.shared();
    Class<?> type = parameter.getParameter().getType();
    if (type == Database.class) {
      return context
          .getRoot()
          .getStore(OURS)
          .computeIfAbsent(
              context.getRequiredTestClass(),
              testClass -> backbone.freshDatabase(),
              Database.class);
    }
    return type == Kafka.class ? backbone.kafka() : backbone;
  }
}
