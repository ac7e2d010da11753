package dev.trunkline.gateway;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set about operators.
 *
 * @param tokens each opens the operators' doors: a text, which is better a {@code ${VARIABLE}} than
 *     written out, or {@code file:} and the path of a file that holds it
 */
@ConfigurationProperties("trunkline.operator")
record OperatorSettings(@DefaultValue List<String> tokens) {

  OperatorSettings {
    tokens = List.copyOf(tokens);
  }

  /** How many, never which. */
  @Override
  public String toString() {
    return "OperatorSettings[" + tokens.size() + " tokens]";
  }
}
